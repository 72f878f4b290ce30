import {
  type Edits,
  editsSchema,
  messagesTouchedSchema,
  type Reactors,
  type Report,
  reactorsSchema,
  reportSchema,
  type SomeMessages,
  someMessagesSchema,
} from '../../protocol/rest.ts'
import { type Answer, ask } from './api.ts'
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

/** Messages by their seqs; those that are not there any more are left out. */
export function someMessages(room: string, seqs: readonly number[]): Promise<Answer<SomeMessages>> {
  return ask(someMessagesSchema, `${roomPath(room)}/messages/some?seqs=${seqs.join(',')}`)
}

/** What is kept in view, pinned last first. */
export function pinnedMessages(room: string): Promise<Answer<SomeMessages>> {
  return ask(someMessagesSchema, `${roomPath(room)}/pins`)
}

/** What a message said, oldest first; the last is what it says now. */
export function editsOf(room: string, seq: number): Promise<Answer<Edits>> {
  return ask(editsSchema, `${roomPath(room)}/messages/${seq}/edits`)
}

/** Who put an emoji to a message, a page of them, from `after` on. */
export function reactorsOf(
  room: string,
  seq: number,
  emoji: string,
  after?: string,
): Promise<Answer<Reactors>> {
  const query = new URLSearchParams({ emoji, ...(after !== undefined && { after }) })
  return ask(reactorsSchema, `${roomPath(room)}/messages/${seq}/reactions?${query}`)
}

function touched(answer: Answer<{ seqs: number[] }>): Answer<number[]> {
  return answer.ok ? { ok: true, value: answer.value.seqs } : answer
}
