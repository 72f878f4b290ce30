import * as z from 'zod'
import {
  type AdminRooms,
  adminRoomsSchema,
  type Overview,
  overviewSchema,
} from '../../protocol/rest.ts'
import { withQuery } from '../state/admin/with-query.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'
import { roomPath } from './members.ts'

// What admins of the deployment see of the whole.

export function loadOverview(): Promise<Answer<Overview>> {
  return askAsMember(overviewSchema, '/api/admin/overview')
}

/** A page of the rooms in which these words are found; of all, without any. */
export function loadAllRooms(q: string, after?: string): Promise<Answer<AdminRooms>> {
  return askAsMember(adminRoomsSchema, withQuery('/api/admin/rooms', { q: q || undefined, after }))
}

/** Joins a room, of whatever kind it is. Who belongs to it already stays. */
export async function enterRoom(id: string): Promise<Answer<unknown>> {
  const request = { method: 'POST', body: {} } as const
  const answer = await askAsMember(z.unknown(), `${roomPath(id)}/join`, request)
  const isInside = !answer.ok && answer.refusal.code === 'already_a_member'
  return isInside ? { ok: true, value: undefined } : answer
}
