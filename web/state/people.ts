import type { Member, Role, RoomEvent } from '../../protocol/events.ts'

export type People = ReadonlyMap<string, Member>

export function peopleOf(members: readonly Member[]): People {
  return new Map(members.map(member => [member.id, member]))
}

/** The members after these events: each carries its member as they are from then on. */
export function withEvents(people: People, events: readonly RoomEvent[]): People {
  const next = new Map(people)
  let isChanged = false
  for (const event of events) {
    if (!('member' in event)) continue
    next.set(event.member.id, event.member)
    isChanged = true
  }
  return isChanged ? next : people
}

/** With people as they are now, whatever was known of them. */
export function withNews(people: People, members: readonly Member[]): People {
  return members.length === 0 ? people : new Map([...people, ...peopleOf(members)])
}

/** With people who were looked up: what is known of somebody already is newer. */
export function withKnown(people: People, members: readonly Member[]): People {
  const unknown = members.filter(member => !people.has(member.id))
  return unknown.length === 0
    ? people
    : new Map([...people, ...unknown.map(member => [member.id, member] as const)])
}

/** Who did something in these events and is not known. */
export function unknownIn(events: readonly RoomEvent[], people: People): string[] {
  return [...new Set(events.map(event => event.by))].filter(id => !people.has(id))
}

/** Those who belong to the room now; authors who have left are known too, without a role. */
export function membersOf(people: People): Member[] {
  return [...people.values()].filter(member => member.role !== null)
}

export interface Roll {
  here: Member[]
  online: Member[]
  offline: Member[]
}

/** Who is here, who is somewhere else, and who is not there at all: each by rank, then by name. */
export function rollOf(
  people: People,
  here: ReadonlySet<string>,
  isOnline: (id: string) => boolean,
): Roll {
  const members = membersOf(people).sort(byRank)
  const others = members.filter(({ id }) => !here.has(id))
  return {
    here: members.filter(({ id }) => here.has(id)),
    online: others.filter(({ id }) => isOnline(id)),
    offline: others.filter(({ id }) => !isOnline(id)),
  }
}

/** Members under their roles, the highest first; who has left is under none. */
export function byRole<M extends Member>(members: readonly M[]): [Role, M[]][] {
  const roles = Object.keys(RANKS) as Role[]
  return roles
    .map((role): [Role, M[]] => [role, members.filter(member => member.role === role)])
    .filter(([, under]) => under.length > 0)
}

const RANKS: Record<Role, number> = { owner: 0, admin: 1, moderator: 2, member: 3 }

function byRank(a: Member, b: Member): number {
  const rank = RANKS[a.role ?? 'member'] - RANKS[b.role ?? 'member']
  return rank || a.displayName.localeCompare(b.displayName)
}

/** Who is not known, or not yet. */
export const SOMEBODY = 'Somebody'

export function nameOf(people: People, id: string): string {
  return people.get(id)?.displayName ?? SOMEBODY
}

/** One or two letters for an avatar: of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter(word => /[\p{L}\p{N}]/u.test(word))
  const first = letterOf(words[0])
  const last = words.length > 1 ? letterOf(words.at(-1)) : ''
  return (first + last || firstGrapheme(name)).toLocaleUpperCase()
}

function letterOf(word: string | undefined): string {
  return word?.match(/[\p{L}\p{N}]\p{M}*/u)?.[0] ?? ''
}

function firstGrapheme(name: string): string {
  for (const { segment } of new Intl.Segmenter().segment(name)) return segment
  return '?'
}

/** A hue in degrees that always belongs to this id (FNV-1a, spread over twelve). */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return ((hash >>> 0) % 12) * 30 + 15
}
