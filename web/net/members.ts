import * as z from 'zod'
import type { Member, Role } from '../../protocol/events.ts'
import { memberSchema } from '../../protocol/events.ts'
import {
  type Banned,
  bannedListSchema,
  type MembersPage,
  membersPageSchema,
} from '../../protocol/rest.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'

// Who belongs to a room, and what is done about them.

/** A page of them, from `after` on; `q` begins a name. */
export function loadMembers(room: string, q: string, after?: string): Promise<Answer<MembersPage>> {
  const query = new URLSearchParams({
    ...(q !== '' && { q }),
    ...(after !== undefined && { after }),
  })
  return askAsMember(membersPageSchema, `${membersOf(room)}?${query}`)
}

/** Who they are, also those who have left. Nobody when there is no answer. */
export async function lookUpMembers(room: string, ids: readonly string[]): Promise<Member[]> {
  const answer = await askAsMember(membersPageSchema, `${membersOf(room)}?ids=${ids.join(',')}`)
  return answer.ok ? answer.value.members : []
}

export function appoint(room: string, user: string, role: Role): Promise<Answer<Member>> {
  return askAsMember(memberSchema, memberOf(room, user), { method: 'PATCH', body: { role } })
}

/** What is done to somebody who has to go. `purgeHours` only with a ban. */
export interface Removing {
  ban: boolean
  purgeHours: number
  reason: string
}

export function removeMember(
  room: string,
  user: string,
  { ban, purgeHours, reason }: Removing,
): Promise<Answer<unknown>> {
  const query = new URLSearchParams({
    ...(ban && { ban: 'true' }),
    ...(purgeHours > 0 && { purgeHours: String(purgeHours) }),
    ...(reason !== '' && { reason }),
  })
  return askAsMember(z.unknown(), `${memberOf(room, user)}?${query}`, { method: 'DELETE' })
}

export function muteMember(
  room: string,
  user: string,
  minutes: number,
  reason: string,
): Promise<Answer<Member>> {
  return askAsMember(memberSchema, `${memberOf(room, user)}/mute`, {
    method: 'PUT',
    body: { minutes, ...(reason !== '' && { reason }) },
  })
}

export function unmuteMember(room: string, user: string): Promise<Answer<Member>> {
  return askAsMember(memberSchema, `${memberOf(room, user)}/mute`, { method: 'DELETE' })
}

export async function loadBanned(room: string): Promise<Answer<Banned[]>> {
  const answer = await askAsMember(bannedListSchema, `${roomPath(room)}/bans`)
  return answer.ok ? { ok: true, value: answer.value.banned } : answer
}

export function unban(room: string, user: string): Promise<Answer<unknown>> {
  return askAsMember(z.unknown(), `${roomPath(room)}/bans/${encodeURIComponent(user)}`, {
    method: 'DELETE',
  })
}

/** Makes somebody owner in one's own place. */
export function transfer(room: string, user: string): Promise<Answer<Member>> {
  return askAsMember(memberSchema, `${roomPath(room)}/transfer`, {
    method: 'POST',
    body: { userId: user },
  })
}

/** Where everything about a room is asked. */
export function roomPath(room: string): string {
  return `/api/rooms/${encodeURIComponent(room)}`
}

function membersOf(room: string): string {
  return `${roomPath(room)}/members`
}

function memberOf(room: string, user: string): string {
  return `${membersOf(room)}/${encodeURIComponent(user)}`
}
