import { CLOSE } from '../../../protocol/codes.ts'
import type { Hello, Welcome } from '../../../protocol/frames.ts'
import {
  PROTOCOL_VERSION,
  PROTOCOL_VERSION_OLDEST,
  RESUME_PAGE_EVENTS,
  WELCOME_EVENTS,
} from '../../../protocol/limits.ts'
import { fitting } from '../../domain/page.ts'
import { resumption } from '../../domain/resume.ts'
import { type Effect, refuse, reply } from '../effects.ts'
import type { Session } from '../session.ts'
import type { RoomView } from '../view.ts'

/** Answers with what the client lacks. Whether it may read the room is asked again each time. */
export function hello(room: RoomView, session: Session, frame: Hello): Effect[] {
  if (!isSpoken(frame.v)) return [{ kind: 'close', code: CLOSE.version, reason: SPOKEN }]
  if (session.phase !== 'new') return [refuse('hello_repeated')]
  if (room.members.current(session.userId) === undefined)
    return [{ kind: 'close', code: CLOSE.forbidden, reason: 'not a member' }]

  const { epoch, lastSeq } = frame
  const held = epoch === undefined || lastSeq === undefined ? undefined : { epoch, lastSeq }
  const { head } = room.log
  const resume = resumption(held, { epoch: room.meta.epoch, head })
  if (resume.kind === 'after') return welcomed(resumed(room, session, frame.v, resume.seq))
  if (resume.kind === 'fresh') return welcomed(begun(room, session, frame.v))
  return startOver(room, session, frame.v)
}

/** What the client holds cannot be continued: it forgets that and begins at the newest. */
export function startOver(room: RoomView, session: Session, v: number): Effect[] {
  const { epoch } = room.meta
  const reset = reply({ type: 'reset', epoch, head: room.log.head })
  return [reset, ...welcomed(begun(room, session, v))]
}

function isSpoken(v: number): boolean {
  return v >= PROTOCOL_VERSION_OLDEST && v <= PROTOCOL_VERSION
}
const SPOKEN = `this room speaks v${PROTOCOL_VERSION_OLDEST} to v${PROTOCOL_VERSION}`

function welcomed(welcome: Welcome): Effect[] {
  return [
    reply(welcome),
    { kind: 'enter', phase: welcome.more ? 'catching-up' : 'live', v: welcome.v },
  ]
}

function begun(room: RoomView, session: Session, v: number): Welcome {
  const events = room.log.newest(WELCOME_EVENTS)
  return { ...common(room, session, v), members: room.members.all(), events, more: false }
}

/** What the room does not hold any more comes with the pages that the client then asks for. */
function resumed(room: RoomView, session: Session, v: number, after: number): Welcome {
  const isHeld = after >= room.meta.base - 1
  const events = isHeld ? fitting(room.log.after(after, RESUME_PAGE_EVENTS)) : []
  return { ...common(room, session, v), events, more: after + events.length < room.log.head }
}

function common(room: RoomView, session: Session, v: number): Omit<Welcome, 'events' | 'more'> {
  return {
    type: 'welcome',
    v,
    epoch: room.meta.epoch,
    head: room.log.head,
    me: session.userId,
    room: room.meta.room,
    presence: [...room.presence.believed.add(session.userId)],
  }
}
