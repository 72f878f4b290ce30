import type { Read } from '../../../protocol/frames.ts'
import { type Effect, refuse } from '../effects.ts'
import type { Session } from '../session.ts'
import type { RoomView } from '../view.ts'

/** A reader says how far they have come. Nobody can have read what has not happened. */
export function read(room: RoomView, session: Session, { seq, thread }: Read): Effect[] {
  if (seq > room.log.head) return [refuse('bad_frame', { field: 'seq' }, 'seq: ahead of the room')]
  // Others are told: a program that may only read says nothing.
  if (session.isReadOnly) return []
  // How far a thread was read is not how far the room was.
  if (thread !== undefined) return [{ kind: 'thread read', thread, seq }]
  return [{ kind: 'read', seq }]
}
