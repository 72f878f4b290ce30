import type { Role, RoomField } from '../../protocol/events.ts'
import { durationWords } from './duration.ts'
import type { AskedRow, Happening, LeftRow, MutedRow, RemovedRow, RoomRow } from './happenings.ts'
import { nameOf, type People } from './people.ts'

/** What happened to a room, in a line. */
export function happeningText(row: Happening, people: People): string {
  switch (row.kind) {
    case 'created':
      return `${nameOf(people, row.by)} ${row.what === 'room' ? 'opened the room' : 'began to talk'}`
    case 'joined':
      return `${listed(row.members)} joined`
    case 'left':
      return leftText(row, people)
    case 'changed':
      return changedText(nameOf(people, row.by), row)
    case 'renamed':
      return `${row.member.displayName} has a new name`
    case 'muted':
      return mutedText(nameOf(people, row.by), row)
    case 'asked':
      return askedText(nameOf(people, row.by), row)
    case 'room':
      return roomText(nameOf(people, row.by), row)
    case 'removed':
      return removedText(nameOf(people, row.by), row)
    case 'pinned':
      return `${nameOf(people, row.by)} pinned a message`
    default:
      return row satisfies never
  }
}

function leftText({ how, by, members, reason }: LeftRow, people: People): string {
  if (how === 'left') return `${listed(members)} left`
  return because(`${nameOf(people, by)} ${how} ${listed(members)}`, reason)
}

/** Whoever hands a room over is something else from then on, by themselves. */
function changedText(by: string, row: Extract<Happening, { kind: 'changed' }>): string {
  const { displayName } = row.member
  if (row.by === row.member.id) return `${displayName} is ${ROLES[row.role]} now`
  return `${by} made ${displayName} ${ROLES[row.role]}`
}

export const ROLES: Record<Role, string> = {
  owner: 'an owner',
  admin: 'an admin',
  moderator: 'a moderator',
  member: 'a member like any other',
}

function mutedText(by: string, { member, forMs, reason }: MutedRow): string {
  if (forMs === null) return `${by} let ${member.displayName} speak again`
  return because(`${by} muted ${member.displayName} for ${durationWords(forMs)}`, reason)
}

function askedText(by: string, { how, members }: AskedRow): string {
  switch (how) {
    case 'unbanned':
      return `${by} lets ${listed(members)} come back`
    case 'invited':
      return `${by} invited ${listed(members)}`
    case 'uninvited':
      return `${by} withdrew the invitation of ${listed(members)}`
    case 'declined':
      return `${listed(members)} would rather not join`
    default:
      return how satisfies never
  }
}

function roomText(by: string, { room, changed }: RoomRow): string {
  const words: Record<RoomField, string> = {
    name: `renamed the room to “${room.name}”`,
    topic: room.topic === '' ? 'took the topic away' : `changed the topic to “${room.topic}”`,
    description: 'changed the description',
    visibility: `made the room ${room.visibility}`,
    settings: 'changed how the room is run',
    archived: room.archivedAt === null ? 'opened the room again' : 'archived the room',
    deleted: room.deletedAt === null ? 'brought the room back' : 'deleted the room',
  }
  return `${by} ${LIST.format(changed.map(field => words[field]))}`
}

function removedText(by: string, { how, count, reason }: RemovedRow): string {
  const messages = count === 1 ? 'a message' : `${count} messages`
  if (how === 'restored') return `${by} brought ${messages} back`
  return because(`${by} removed ${messages}`, reason)
}

function because(text: string, reason: string | undefined): string {
  return reason === undefined ? text : `${text}: ${reason}`
}

/** Names beyond which only their number is said. */
const NAMES_MAX = 4
const LIST = new Intl.ListFormat('en')

function listed(people: readonly { displayName: string }[]): string {
  const names = people.map(person => person.displayName)
  const named =
    names.length <= NAMES_MAX
      ? names
      : [...names.slice(0, NAMES_MAX - 1), `${names.length - NAMES_MAX + 1} others`]
  return LIST.format(named)
}

/** Much that happened, in a line: the last of it, and how much there was before. */
export function foldedText(happenings: readonly Happening[], people: People): string {
  const last = happenings.at(-1)
  if (last === undefined) return ''
  return `${happeningText(last, people)}, and ${happenings.length - 1} changes before`
}
