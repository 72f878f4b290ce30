import { signal } from '@preact/signals'
import type { Room } from '../../protocol/events.ts'
import type { ChangePreferences, Person, RoomList, RoomSummary } from '../../protocol/rest.ts'

export type RoomsState =
  | { phase: 'loading' }
  | { phase: 'failed'; message: string }
  | { phase: 'here'; list: RoomList }

/** The rooms of the person signed in, and those open to them. */
export const rooms = signal<RoomsState>({ phase: 'loading' })

/** `by` is who has asked the person in. */
export interface Place {
  summary: RoomSummary
  joined: boolean
  by?: Person
}

/** Where a room stands in the list, if it is there at all. */
export function placeOf(list: RoomList, id: string): Place | undefined {
  const joined = list.joined.find(room => room.id === id)
  if (joined !== undefined) return { summary: joined, joined: true }
  const open = list.open.find(room => room.id === id)
  const invited = list.invited.find(({ room }) => room.id === id)
  if (invited !== undefined) return { summary: invited.room, joined: false, by: invited.by }
  return open && { summary: open, joined: false }
}

/** The list once its reader has joined the room. */
export function withMembership(list: RoomList, id: string): RoomList {
  const invited = list.invited.find(({ room }) => room.id === id)
  const room = list.open.find(open => open.id === id) ?? invited?.room
  if (room === undefined || list.joined.some(joined => joined.id === id)) return list
  const joined: RoomSummary = { ...room, role: 'member', members: room.members + 1 }
  return {
    invited: withoutInvitation(list, id).invited,
    joined: [joined, ...list.joined],
    open: list.open.filter(open => open.id !== id),
  }
}

/** The list once its reader has left the room: others may come back to an open one. */
export function withoutMembership(list: RoomList, id: string): RoomList {
  const room = list.joined.find(joined => joined.id === id)
  if (room === undefined) return list
  const open: RoomSummary = { ...room, role: null, members: Math.max(0, room.members - 1) }
  return {
    ...list,
    joined: list.joined.filter(joined => joined.id !== id),
    open: room.visibility === 'public' ? [open, ...list.open] : list.open,
  }
}

/** The list without an invitation that was answered. */
export function withoutInvitation(list: RoomList, id: string): RoomList {
  return { ...list, invited: list.invited.filter(({ room }) => room.id !== id) }
}

/** The list with a room as it is now; one that is deleted is in no list. */
export function withRoom(list: RoomList, room: Room): RoomList {
  const renewed = (summaries: readonly RoomSummary[]) =>
    summaries.flatMap(summary => {
      if (summary.id !== room.id) return [summary]
      return room.deletedAt === null ? [{ ...summary, ...room }] : []
    })
  return { ...list, joined: renewed(list.joined), open: renewed(list.open) }
}

export function withPreferences(
  list: RoomList,
  id: string,
  { favourite, muted, hidden }: ChangePreferences,
): RoomList {
  const joined = list.joined.map(room => {
    if (room.id !== id) return room
    const kept = room.preferences
    const preferences = {
      favourite: favourite ?? kept.favourite,
      muted: muted ?? kept.muted,
      hidden: hidden ?? kept.hidden,
    }
    return { ...room, preferences }
  })
  return { ...list, joined }
}

/** The rooms of a list as they are shown, in this order. Those put away are not among them. */
export interface Shelves {
  favourites: RoomSummary[]
  rooms: RoomSummary[]
  conversations: RoomSummary[]
}

export function shelvesOf(list: RoomList): Shelves {
  const shown = list.joined.filter(room => !room.preferences.hidden)
  const others = shown.filter(room => !room.preferences.favourite)
  return {
    favourites: shown.filter(room => room.preferences.favourite),
    rooms: others.filter(room => room.kind === 'room'),
    conversations: others.filter(room => room.kind !== 'room'),
  }
}

/** Names in the title of a conversation beyond which only their number is said. */
const TITLE_NAMES_MAX = 3

/** What a room is called: a conversation has the names of the others in it. */
export function titleOf({
  kind,
  name,
  people,
  members,
}: Pick<RoomSummary, 'kind' | 'name' | 'people' | 'members'>): string {
  if (kind === 'room' || name !== '') return name
  if (people.length === 0) return kind === 'direct' ? 'Notes to yourself' : 'Just you'
  const names = people.map(person => person.displayName)
  const others = Math.max(members - 1, names.length)
  const named = others <= TITLE_NAMES_MAX ? names : names.slice(0, TITLE_NAMES_MAX - 1)
  const rest = others - named.length
  return TITLES.format(rest > 0 ? [...named, `${rest} others`] : named)
}
const TITLES = new Intl.ListFormat('en')

/** The room before or after the current one; from none, the first or the last. Not round the end. */
export function neighbourOf(
  joined: readonly RoomSummary[],
  current: string | undefined,
  step: 1 | -1,
): RoomSummary | undefined {
  const at = joined.findIndex(room => room.id === current)
  if (at < 0) return step === 1 ? joined[0] : joined.at(-1)
  return joined[at + step]
}
