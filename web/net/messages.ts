import {
  messagesTouchedSchema,
  type Readers,
  type Report,
  readersSchema,
  reportSchema,
} from '../../protocol/rest.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'
import { roomPath } from './members.ts'

// What is done about messages that were sent.

/** @returns the seqs of those that were there to be removed */
export async function deleteMessages(
  room: string,
  seqs: readonly number[],
  reason = '',
): Promise<Answer<number[]>> {
  return touched(
    await askAsMember(messagesTouchedSchema, `${roomPath(room)}/messages/delete`, {
      method: 'POST',
      body: { seqs, ...(reason !== '' && { reason }) },
    }),
  )
}

/** @returns the seqs of those that are back */
export async function restoreMessages(
  room: string,
  seqs: readonly number[],
): Promise<Answer<number[]>> {
  return touched(
    await askAsMember(messagesTouchedSchema, `${roomPath(room)}/messages/restore`, {
      method: 'POST',
      body: { seqs },
    }),
  )
}

export function reportMessage(room: string, seq: number, reason: string): Promise<Answer<Report>> {
  return askAsMember(reportSchema, `${roomPath(room)}/reports`, {
    method: 'POST',
    body: { seq, reason },
  })
}

/** A page of those whom a message has reached, as far as they let it be seen. */
export function loadReaders(room: string, seq: number, after?: string): Promise<Answer<Readers>> {
  const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
  return askAsMember(readersSchema, `${roomPath(room)}/messages/${seq}/readers${query}`)
}

function touched(answer: Answer<{ seqs: number[] }>): Answer<number[]> {
  return answer.ok ? { ok: true, value: answer.value.seqs } : answer
}
