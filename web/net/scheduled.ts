import * as z from 'zod'
import {
  type Scheduled,
  type ScheduleMessage,
  scheduledListSchema,
  scheduledSchema,
} from '../../protocol/rest.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'
import { roomPath } from './members.ts'

// One's own messages that wait for their time in a room.

export async function loadScheduled(room: string): Promise<Answer<Scheduled[]>> {
  const answer = await askAsMember(scheduledListSchema, scheduledIn(room))
  return answer.ok ? { ok: true, value: answer.value.scheduled } : answer
}

export function schedule(room: string, message: ScheduleMessage): Promise<Answer<Scheduled>> {
  return askAsMember(scheduledSchema, scheduledIn(room), { method: 'POST', body: message })
}

export function withdraw(room: string, id: string): Promise<Answer<unknown>> {
  return askAsMember(z.unknown(), `${scheduledIn(room)}/${encodeURIComponent(id)}`, {
    method: 'DELETE',
  })
}

function scheduledIn(room: string): string {
  return `${roomPath(room)}/scheduled`
}
