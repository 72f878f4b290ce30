import type { Room } from '../../protocol/events.ts'
import {
  type ChangeRoom,
  changedRoomSchema,
  type Filters,
  filtersSchema,
} from '../../protocol/rest.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'
import { roomPath } from './members.ts'
import { loadRooms, roomChanged } from './rooms.ts'

// How a room is run, by those who may.

export async function changeRoom(id: string, body: ChangeRoom): Promise<Answer<Room>> {
  return taken(await askAsMember(changedRoomSchema, roomPath(id), { method: 'PATCH', body }))
}

export async function deleteRoom(id: string): Promise<Answer<Room>> {
  return taken(await askAsMember(changedRoomSchema, roomPath(id), { method: 'DELETE' }))
}

/** @param name when the room's own was taken meanwhile */
export async function restoreRoom(id: string, name?: string): Promise<Answer<Room>> {
  const answer = taken(
    await askAsMember(changedRoomSchema, `${roomPath(id)}/restore`, {
      method: 'POST',
      body: name === undefined ? {} : { name },
    }),
  )
  // In no list yet, where it could be put right.
  if (answer.ok) await loadRooms()
  return answer
}

export async function loadFilters(id: string): Promise<Answer<string[]>> {
  const answer = await askAsMember(filtersSchema, `${roomPath(id)}/filters`)
  return answer.ok ? { ok: true, value: answer.value.words } : answer
}

export function setFilters(id: string, words: readonly string[]): Promise<Answer<Filters>> {
  return askAsMember(filtersSchema, `${roomPath(id)}/filters`, { method: 'PUT', body: { words } })
}

function taken(answer: Answer<{ room: Room }>): Answer<Room> {
  if (!answer.ok) return answer
  roomChanged(answer.value.room)
  return { ok: true, value: answer.value.room }
}
