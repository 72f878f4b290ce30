import type { Role } from '../../protocol/events.ts'
import { nameOf, type People } from './people.ts'
import type { Happening, LeftRow } from './rows.ts'

/** What happened to a room, in a line. */
export function happeningText(row: Happening, people: People): string {
  switch (row.kind) {
    case 'created':
      return `${nameOf(people, row.by)} opened the room`
    case 'joined':
      return `${listed(row.members)} joined`
    case 'left':
      return leftText(row, people)
    case 'changed':
      return `${nameOf(people, row.by)} made ${row.member.displayName} ${ROLES[row.role]}`
    case 'renamed':
      return `${row.member.displayName} has a new name`
    default:
      return row satisfies never
  }
}

function leftText({ how, by, members }: LeftRow, people: People): string {
  if (how === 'left') return `${listed(members)} left`
  return `${nameOf(people, by)} ${how} ${listed(members)}`
}

const ROLES: Record<Role, string> = {
  owner: 'an owner',
  admin: 'an admin',
  moderator: 'a moderator',
  member: 'a member like any other',
}

/** Names beyond which only their number is said. */
const NAMES_MAX = 4

function listed(people: readonly { displayName: string }[]): string {
  const names = people.map(person => person.displayName)
  const named =
    names.length <= NAMES_MAX
      ? names
      : [...names.slice(0, NAMES_MAX - 1), `${names.length - NAMES_MAX + 1} others`]
  return new Intl.ListFormat('en').format(named)
}
