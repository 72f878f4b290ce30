import type { RoomEvent } from '../../../protocol/events.ts'
import type { Send } from '../../../protocol/frames.ts'
import { refuseBody } from '../../domain/message.ts'
import type { Draft } from '../batch.ts'
import { type Effect, refuse, reply } from '../effects.ts'
import type { Session } from '../session.ts'
import type { RoomView } from '../view.ts'

/** Milliseconds after which a sender may try an overloaded room again. */
const OVERLOADED_RETRY_MS = 2_000

/** Takes a message in. Whether its cid was recorded before shows when the batch is written. */
export function send(room: RoomView, session: Session, frame: Send): Effect[] {
  const { cid, body } = frame
  const wrong = refuseBody(body)
  if (wrong !== undefined) return [refuse(wrong, { cid, field: 'body' })]

  const waiting = room.batch.waiting(session.userId, cid)
  if (waiting !== undefined)
    return saysTheSame(waiting, body) ? [] : [refuse('cid_conflict', { cid })]

  const wait = room.limiter.send(session.userId, room.now)
  if (wait > 0) return [refuse('rate_limited', { cid, retryAfter: wait })]
  if (room.batch.isFull) return [refuse('overloaded', { cid, retryAfter: OVERLOADED_RETRY_MS })]
  return [{ kind: 'append', draft: { type: 'message.sent', by: session.userId, cid, body } }]
}

/** The same cid again: the event it became is the acknowledgement, if it says the same. */
export function repeat(draft: Draft, event: RoomEvent): Effect[] {
  const cid = 'cid' in draft ? draft.cid : ''
  const same = 'body' in draft && saysTheSame(event, draft.body)
  return [same ? reply({ type: 'ack', cid, event }) : refuse('cid_conflict', { cid })]
}

function saysTheSame(recorded: Draft | RoomEvent, body: string): boolean {
  return 'body' in recorded && recorded.body === body
}
