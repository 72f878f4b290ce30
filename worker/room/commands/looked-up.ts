import type { MessageSent } from '../../../protocol/events.ts'
import { type Effect, refuse } from '../effects.ts'
import type { Session } from '../session.ts'
import type { RoomView } from '../view.ts'

/** What follows once messages are found: at once where the log holds them, after a while where Postgres does. */
export function withMessages(
  room: RoomView,
  session: Session,
  cid: string,
  seqs: readonly number[],
  then: (room: RoomView, found: MessageSent[]) => Effect[],
): Effect[] {
  if (room.messages.holds(seqs)) return then(room, room.messages.held(seqs))
  const wait = room.limiter.page(session.userId, room.now)
  if (wait > 0) return [refuse('rate_limited', { cid, retryAfter: wait })]
  return [{ kind: 'look', cid, seqs, next: then }]
}
