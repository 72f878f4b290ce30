import { signal } from '@preact/signals'
import type { RoomList, RoomSummary } from '../../protocol/rest.ts'

export type RoomsState =
  | { phase: 'loading' }
  | { phase: 'failed'; message: string }
  | { phase: 'here'; list: RoomList }

/** The rooms of the person signed in, and those open to them. */
export const rooms = signal<RoomsState>({ phase: 'loading' })

export interface Place {
  summary: RoomSummary
  joined: boolean
}

/** Where a room stands in the list, if it is there at all. */
export function placeOf(list: RoomList, id: string): Place | undefined {
  const joined = list.joined.find(room => room.id === id)
  if (joined !== undefined) return { summary: joined, joined: true }
  const open = list.open.find(room => room.id === id)
  return open && { summary: open, joined: false }
}

/** The list once its reader has joined the room. */
export function withMembership(list: RoomList, id: string): RoomList {
  const room = list.open.find(open => open.id === id)
  if (room === undefined) return list
  const joined: RoomSummary = { ...room, role: 'member', members: room.members + 1 }
  return {
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
    joined: list.joined.filter(joined => joined.id !== id),
    open: room.visibility === 'public' ? [open, ...list.open] : list.open,
  }
}

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
