import * as z from 'zod'
import { type Threads, threadsSchema } from '../../protocol/rest.ts'
import { type Answer, ask } from './api.ts'
import { askAsMember } from './confirm.ts'
import { roomPath } from './members.ts'

/** A page of a room's threads, `before` the seq of an answer; with `mine` those one follows. */
export function threadsOf(
  room: string,
  { mine, before }: { mine: boolean; before?: number },
): Promise<Answer<Threads>> {
  const query = new URLSearchParams({ mine: `${mine}`, ...(before && { before: `${before}` }) })
  return ask(threadsSchema, `${roomPath(room)}/threads?${query}`)
}

/** Follows a thread from here on, or no more. */
export function followThread(room: string, seq: number, on: boolean): Promise<Answer<unknown>> {
  return askAsMember(z.unknown(), `${roomPath(room)}/threads/${seq}`, {
    method: 'PUT',
    body: { on },
  })
}
