import * as z from 'zod'
import {
  type CreateRoom,
  type History,
  historySchema,
  type RoomAnswer,
  type RoomList,
  roomAnswerSchema,
  roomListSchema,
} from '../../protocol/rest.ts'
import { rooms, withMembership, withoutMembership } from '../state/rooms.ts'
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

export async function joinRoom(id: string): Promise<Answer<unknown>> {
  const answer = await ask(z.unknown(), `/api/rooms/${encodeURIComponent(id)}/join`, {
    method: 'POST',
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

type Correction = (list: RoomList) => RoomList

/** Puts the list right at once, and then loads it. */
async function correct(known: Correction): Promise<void> {
  if (rooms.value.phase === 'here') rooms.value = { phase: 'here', list: known(rooms.value.list) }
  await loadRooms(known)
}

/** The messages before a seq, a page of them. */
export function olderMessages(room: string, before: number): Promise<Answer<History>> {
  return ask(historySchema, `/api/rooms/${encodeURIComponent(room)}/messages?before=${before}`)
}
