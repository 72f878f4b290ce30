import * as z from 'zod'
import type { Room } from '../../protocol/events.ts'
import {
  type ChangePreferences,
  type CreateRoom,
  type Directory,
  directorySchema,
  type RoomAnswer,
  type RoomList,
  roomAnswerSchema,
  roomListSchema,
} from '../../protocol/rest.ts'
import {
  rooms,
  withMembership,
  withoutInvitation,
  withoutMembership,
  withPreferences,
  withRoom,
} from '../state/rooms.ts'
import { type Answer, ask } from './api.ts'
import { leave } from './session.ts'

/**
 * Loads the list; one that is here already stays when the server does not answer. `known` puts right
 * what the server's list, which follows the rooms a moment later, may not have heard of.
 */
export async function loadRooms(known: Correction = list => list): Promise<void> {
  const answer = await ask(roomListSchema, '/api/rooms')
  if (answer.ok) rooms.value = { phase: 'here', list: known(answer.value) }
  else if (answer.refusal.code === 'unauthenticated') leave({ expelled: true })
  else if (rooms.value.phase !== 'here')
    rooms.value = { phase: 'failed', message: answer.refusal.message }
}

export async function createRoom(room: CreateRoom): Promise<Answer<RoomAnswer>> {
  const answer = await ask(roomAnswerSchema, '/api/rooms', { method: 'POST', body: room })
  if (answer.ok) await loadRooms()
  return answer
}

/** @param secret what the link holds by which one comes */
export async function joinRoom(id: string, secret?: string): Promise<Answer<unknown>> {
  const answer = await ask(z.unknown(), `/api/rooms/${encodeURIComponent(id)}/join`, {
    method: 'POST',
    ...(secret !== undefined && { body: { secret } }),
  })
  if (answer.ok) await correct(list => withMembership(list, id))
  return answer
}

export async function leaveRoom(id: string): Promise<Answer<unknown>> {
  const answer = await ask(z.unknown(), `/api/rooms/${encodeURIComponent(id)}/leave`, {
    method: 'POST',
  })
  if (answer.ok) void correct(list => withoutMembership(list, id))
  return answer
}

/** Keeps something of a room for oneself: at once, and back when the server does not take it. */
export async function prefer(id: string, change: ChangePreferences): Promise<Answer<unknown>> {
  const before = rooms.value
  if (before.phase === 'here')
    rooms.value = { phase: 'here', list: withPreferences(before.list, id, change) }
  const answer = await ask(z.unknown(), `/api/rooms/${encodeURIComponent(id)}/preferences`, {
    method: 'PATCH',
    body: change,
  })
  if (!answer.ok && before.phase === 'here') rooms.value = before
  return answer
}

/** Whether a room that is not there any more was deleted, and the person belonged to it. */
export async function isDeleted(id: string): Promise<boolean> {
  const answer = await ask(z.unknown(), `/api/rooms/${encodeURIComponent(id)}`)
  return !answer.ok && answer.refusal.code === 'room_deleted'
}

/** A page of the public rooms, from `after` on. */
export function loadDirectory(q: string, after?: string): Promise<Answer<Directory>> {
  const query = new URLSearchParams({ q, ...(after !== undefined && { after }) })
  return ask(directorySchema, `/api/rooms/directory?${query}`)
}

/** Declines an invitation: it is gone from the list at once. */
export async function declineInvitation(id: string, me: string): Promise<Answer<unknown>> {
  const answer = await ask(
    z.unknown(),
    `/api/rooms/${encodeURIComponent(id)}/invitations/${encodeURIComponent(me)}`,
    { method: 'DELETE' },
  )
  if (answer.ok) await correct(list => withoutInvitation(list, id))
  return answer
}

/** A room says that it is another now: so it is in the list. */
export function roomChanged(room: Room): void {
  if (rooms.value.phase === 'here')
    rooms.value = { phase: 'here', list: withRoom(rooms.value.list, room) }
}

type Correction = (list: RoomList) => RoomList

/** Puts the list right at once, and then loads it. */
async function correct(known: Correction): Promise<void> {
  if (rooms.value.phase === 'here') rooms.value = { phase: 'here', list: known(rooms.value.list) }
  await loadRooms(known)
}
