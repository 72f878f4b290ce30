import type { MessageSent, RoomEvent } from '../../../protocol/events.ts'
import type { Address, Send } from '../../../protocol/frames.ts'
import { refuseBody } from '../../domain/message.ts'
import type { Silence } from '../../domain/speech.ts'
import type { Draft } from '../batch.ts'
import { type Effect, refuse, reply } from '../effects.ts'
import { type Context, message, plain, type Unplaced, written } from '../messages/saying.ts'
import type { Session } from '../session.ts'
import { hurried, silenceIn } from '../speaking.ts'
import type { RoomView } from '../view.ts'
import { withMessages } from './looked-up.ts'

/** Milliseconds after which a sender may try an overloaded room again. */
const OVERLOADED_RETRY_MS = 2_000

/** Takes a message in. Whether its cid was recorded before shows when the batch is written. */
export function send(room: RoomView, session: Session, frame: Send): Effect[] {
  const { cid, replyTo, thread } = frame
  if (replyTo === undefined && thread === undefined) return said(room, session, frame, {})
  const seqs = [replyTo, thread].flatMap(address => address?.seq ?? [])
  // What was said before stays said, whatever became of what it refers to.
  const recorded = room.log.recorded(session.userId, cid)
  if (recorded !== undefined) {
    const context = {
      ...(replyTo && { replyTo: replyTo.seq }),
      ...(thread && { thread: thread.seq }),
    }
    return [{ kind: 'repeated', draft: plain(session.userId, frame, context), recorded }]
  }
  // Before anything is looked up, which costs the same whatever comes of it.
  const wait = room.limiter.send(session.userId, room.now)
  if (wait > 0) return [refuse('rate_limited', { cid, retryAfter: wait })]
  return withMessages(room, session, cid, seqs, (then, found) =>
    inContext(then, session, frame, found),
  )
}

/** An answer stands in the thread of what it answers; a thread has none within it. */
function inContext(
  room: RoomView,
  session: Session,
  frame: Send,
  found: readonly MessageSent[],
): Effect[] {
  const { cid, replyTo, thread } = frame
  const root = messageAt(found, thread)
  const answered = messageAt(found, replyTo)
  if ((thread && root === undefined) || (replyTo && answered === undefined))
    return [refuse('no_such_message', { cid, field: root === undefined ? 'thread' : 'replyTo' })]
  if (root?.body === '' || answered?.body === '') return [refuse('message_deleted', { cid })]
  if (root?.thread !== undefined) return [refuse('no_such_message', { cid, field: 'thread' })]
  return said(room, session, frame, {
    ...(answered && { replyTo: answered.seq }),
    ...(root && { thread: root.seq, root }),
  })
}

function said(room: RoomView, session: Session, frame: Send, context: Context): Effect[] {
  const { cid, body } = frame
  const wrong = refuseBody(body)
  if (wrong !== undefined) return [refuse(wrong, { cid, field: 'body' })]
  const by = session.userId
  const draft = plain(by, frame, context)
  const waiting = room.batch.waiting(by, cid)
  if (waiting !== undefined)
    return saysTheSame(waiting, draft) ? [] : [refuse('cid_conflict', { cid })]

  const silence = silenceIn(room, by, body, room.now) ?? tooSoon(room, by)
  if (silence !== undefined) return silenced(room, draft, silence)
  const wait = isPaid(context) ? 0 : room.limiter.send(by, room.now)
  if (wait > 0) return [refuse('rate_limited', { cid, retryAfter: wait })]
  if (room.batch.isFull) return [refuse('overloaded', { cid, retryAfter: OVERLOADED_RETRY_MS })]
  const whole = message(room, by, frame, context, room.now)
  if (whole === undefined) return [refuse('too_many_mentions', { cid })]
  return [{ kind: 'append', ...written(room, whole, context.root, room.now) }]
}

/** What refers to something was paid for before that was looked up. */
function isPaid({ replyTo, thread }: Context): boolean {
  return replyTo !== undefined || thread !== undefined
}

function messageAt(
  found: readonly MessageSent[],
  address: Address | undefined,
): MessageSent | undefined {
  return found.find(({ seq, id }) => seq === address?.seq && id === address.id)
}

/** The same cid again: the event it became is the acknowledgement, if it says the same. */
export function repeat(draft: Draft, event: RoomEvent): Effect[] {
  const cid = 'cid' in draft ? draft.cid : ''
  return [
    saysTheSame(event, draft)
      ? reply({ type: 'ack', cid, event })
      : refuse('cid_conflict', { cid }),
  ]
}

/** Whether somebody speaks again too soon, in a room that takes its time. */
function tooSoon(room: RoomView, userId: string): Silence | undefined {
  // What waits is written with its time only when it is in the log.
  const isWaiting = room.batch.isWaitingFor(userId)
  const wait = hurried(room, userId, room.now, isWaiting)
  return wait > 0 ? { code: 'slow_mode', retryAfter: wait } : undefined
}

/** Who may not speak any more is told all the same of what they had said before. */
function silenced(room: RoomView, draft: Unplaced, { code, ...about }: Silence): Effect[] {
  const recorded = room.log.recorded(draft.by, draft.cid)
  if (recorded !== undefined) return [{ kind: 'repeated', draft, recorded }]
  return [refuse(code, { cid: draft.cid, ...about })]
}

/** What makes a message another one. */
const SAID = ['body', 'style', 'replyTo', 'thread'] as const

/** Of what was removed nobody knows any more what it said. */
function saysTheSame(recorded: Draft | RoomEvent, said: Draft): boolean {
  if (!('body' in recorded && 'body' in said)) return false
  if (recorded.body === '') return true
  return SAID.every(field => recorded[field] === said[field])
}
