import type { Send } from '../../../protocol/frames.ts'
import { refuseBody } from '../../domain/message.ts'
import { type Effect, refuse, reply } from '../effects.ts'
import type { Session } from '../session.ts'
import type { RoomView } from '../view.ts'

/** Milliseconds after which a sender may try an overloaded room again. */
const OVERLOADED_RETRY_MS = 2_000

/** Takes a message in, once: the same cid again gets the event it became. */
export function send(room: RoomView, session: Session, frame: Send): Effect[] {
  const { cid, body } = frame
  const wrong = refuseBody(body)
  if (wrong !== undefined) return [refuse(wrong, { cid, field: 'body' })]

  const recorded = room.log.recorded(session.userId, cid)
  if (recorded !== undefined) {
    if (!('body' in recorded && recorded.body === body)) return [refuse('cid_conflict', { cid })]
    return [reply({ type: 'ack', cid, event: recorded })]
  }
  const waiting = room.batch.waiting(session.userId, cid)
  if (waiting !== undefined)
    return 'body' in waiting && waiting.body === body ? [] : [refuse('cid_conflict', { cid })]

  const wait = room.limiter.send(session.userId, room.now)
  if (wait > 0) return [refuse('rate_limited', { cid, retryAfter: wait })]
  if (room.batch.isFull) return [refuse('overloaded', { cid, retryAfter: OVERLOADED_RETRY_MS })]
  return [{ kind: 'append', draft: { type: 'message.sent', by: session.userId, cid, body } }]
}
