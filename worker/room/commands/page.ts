import type { Page } from '../../../protocol/frames.ts'
import { RESUME_PAGE_EVENTS } from '../../../protocol/limits.ts'
import { type Effect, reply } from '../effects.ts'
import type { Session } from '../session.ts'
import type { RoomView } from '../view.ts'

/** The next page of a resume. With the last one the socket goes live, with nothing in between. */
export function page(room: RoomView, session: Session, frame: Page): Effect[] {
  const events = room.log.after(frame.after, RESUME_PAGE_EVENTS)
  const more = frame.after + events.length < room.log.head
  const answer = reply({ type: 'events', events, more })
  if (session.phase === 'live' || more) return [answer]
  return [answer, { kind: 'enter', phase: 'live' }]
}
