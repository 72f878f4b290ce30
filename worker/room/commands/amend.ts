import type { MessageSent } from '../../../protocol/events.ts'
import { type Effect, refuse, reply } from '../effects.ts'
import type { Amendment } from '../messages/amending.ts'
import type { Session } from '../session.ts'
import type { RoomView } from '../view.ts'
import { withMessages } from './looked-up.ts'

/** Changes a message, puts an emoji to it, pins it. What is so already is acknowledged and told to nobody. */
export function amend(room: RoomView, session: Session, frame: Amendment): Effect[] {
  const { cid, target } = frame
  // Two of one person in one batch: the second is decided by what the first has left.
  if (room.batch.isAmendedBy(session.userId))
    return [{ kind: 'flushed', next: after => amend(after, session, frame) }]
  const wait = room.limiter.send(session.userId, room.now)
  if (wait > 0) return [refuse('rate_limited', { cid, retryAfter: wait })]
  return withMessages(room, session, cid, [target.seq], (then, found) =>
    decided(then, session, frame, found[0]),
  )
}

function decided(
  room: RoomView,
  session: Session,
  frame: Amendment,
  found: MessageSent | undefined,
): Effect[] {
  const { cid } = frame
  const actor = { id: session.userId, isAdmin: false }
  const decision = room.amending.decide(actor, frame, found)
  switch (decision.kind) {
    case 'write':
      return [{ kind: 'append', ...decision.written }]
    case 'so already':
      return [reply({ type: 'ack', cid })]
    case 'refused': {
      const { kind: _, code, ...about } = decision
      return [refuse(code, { cid, ...about })]
    }
    default:
      return decision satisfies never
  }
}
