import type { Typing } from '../../../protocol/frames.ts'
import { silenceOf } from '../../domain/speech.ts'
import type { Effect } from '../effects.ts'
import type { Session } from '../session.ts'
import type { RoomView } from '../view.ts'

/** Somebody is writing. What of it may not be told is passed over: there is nothing that they could mend. */
export function typing(room: RoomView, session: Session, { on, thread }: Typing): Effect[] {
  if (!on) return [{ kind: 'typing', on }]
  if (!maySpeak(room, session) || room.limiter.typing(session.userId, room.now) > 0) return []
  return [{ kind: 'typing', on, thread }]
}

function maySpeak({ meta, members, now }: RoomView, { userId, isReadOnly }: Session): boolean {
  const me = members.current(userId)
  return !isReadOnly && me !== undefined && silenceOf(meta.room, me, '', now) === undefined
}
