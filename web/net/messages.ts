import type { Amendment } from '../../protocol/client/amender.ts'
import {
  type Edits,
  editsSchema,
  type Message,
  messageSchema,
  messagesTouchedSchema,
  type Reactors,
  type Readers,
  type Report,
  reactorsSchema,
  readersSchema,
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

/** A page of those whom a message has reached, as far as they let it be seen. */
export function loadReaders(room: string, seq: number, after?: string): Promise<Answer<Readers>> {
  const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
  return askAsMember(readersSchema, `${roomPath(room)}/messages/${seq}/readers${query}`)
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

/**
 * Does the same to a message as over the socket, where admins of the deployment are what the room has made
 * them: here they stand above it.
 */
export function amendAsAdmin(room: string, amendment: Amendment): Promise<Answer<Message>> {
  const { seq, id } = amendment.target
  const path = `${roomPath(room)}/messages/${seq}`
  switch (amendment.type) {
    case 'edit':
      return askAsMember(messageSchema, path, {
        method: 'PATCH',
        body: { id, body: amendment.body },
      })
    case 'react': {
      const { emoji, on } = amendment
      return askAsMember(messageSchema, `${path}/reactions`, {
        method: 'PUT',
        body: { id, emoji, on },
      })
    }
    case 'pin':
      return askAsMember(messageSchema, `${path}/pin`, {
        method: 'PUT',
        body: { id, on: amendment.on },
      })
    default:
      return amendment satisfies never
  }
}

function touched(answer: Answer<{ seqs: number[] }>): Answer<number[]> {
  return answer.ok ? { ok: true, value: answer.value.seqs } : answer
}
