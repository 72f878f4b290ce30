import type { Page } from '../../../protocol/frames.ts'
import { RESUME_PAGE_EVENTS } from '../../../protocol/limits.ts'
import { fitting } from '../../domain/page.ts'
import { type Effect, pageOf, refuse } from '../effects.ts'
import type { Session } from '../session.ts'
import type { RoomView } from '../view.ts'

/** The next page of a resume. With the last one the socket goes live, with nothing in between. */
export function page(room: RoomView, session: Session, frame: Page): Effect[] {
  const { after } = frame
  if (session.phase !== 'catching-up')
    return [refuse('bad_frame', { field: 'after' }, 'after: nothing is missing on this socket')]
  if (after > room.log.head)
    return [refuse('bad_frame', { field: 'after' }, 'after: ahead of the room')]
  const wait = room.limiter.page(session.userId, room.now)
  if (wait > 0) return [refuse('unavailable', { retryAfter: wait })]
  if (after < room.meta.base - 1) return [{ kind: 'older', after }]
  const events = fitting(room.log.after(after, RESUME_PAGE_EVENTS))
  const more = after + events.length < room.log.head
  const answer = pageOf(after, events, more)
  if (more) return [answer]
  return [answer, { kind: 'enter', phase: 'live' }]
}
