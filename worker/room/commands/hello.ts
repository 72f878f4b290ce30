import { Buffer } from 'node:buffer'
import { CLOSE } from '../../../protocol/codes.ts'
import type { Member, RoomEvent } from '../../../protocol/events.ts'
import type { Hello, Welcome } from '../../../protocol/frames.ts'
import {
  PROTOCOL_VERSION,
  PROTOCOL_VERSION_OLDEST,
  RESUME_PAGE_EVENTS,
  WELCOME_EVENTS,
  WELCOME_EVENTS_BYTES,
  WELCOME_HERE,
  WELCOME_MEMBERS,
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

/** Before, a welcome brought every member and everybody who is here. */
const SUMMARISED_SINCE = 3

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
  const newest = room.log.newest(WELCOME_EVENTS)
  if (v < SUMMARISED_SINCE)
    return { ...common(room, session, v), members: room.members.all(), events: newest, more: false }
  return { ...common(room, session, v, newest), events: latest(newest), more: false }
}

/** What the room does not hold any more comes with the pages that the client then asks for. */
function resumed(room: RoomView, session: Session, v: number, after: number): Welcome {
  const isHeld = after >= room.meta.base - 1
  const events = isHeld ? fitting(room.log.after(after, RESUME_PAGE_EVENTS)) : []
  const more = after + events.length < room.log.head
  return { ...common(room, session, v, events), events, more }
}

function common(
  room: RoomView,
  session: Session,
  v: number,
  events: readonly RoomEvent[] = [],
): Omit<Welcome, 'events' | 'more'> {
  const here = room.presence.believed.add(session.userId)
  const isSummary = v >= SUMMARISED_SINCE
  const named = isSummary ? some(here, WELCOME_HERE, session.userId) : [...here]
  return {
    type: 'welcome',
    v,
    epoch: room.meta.epoch,
    head: room.log.head,
    me: session.userId,
    room: room.meta.room,
    presence: named,
    ...(isSummary && {
      members: present(room, session.userId, events, here),
      memberCount: room.members.count,
      hereCount: here.size,
      away: named.filter(id => id !== session.userId && room.presence.believedAway.has(id)),
      mark: room.marks.of(session.userId),
      receipts: room.marks.others(session.userId),
    }),
  }
}

/** The newest of these events that make a first page: at least one, if there is one. */
function latest(events: readonly RoomEvent[]): RoomEvent[] {
  let bytes = 0
  const start = events.findLastIndex(event => {
    bytes += bytesOf(event)
    return bytes > WELCOME_EVENTS_BYTES
  })
  return events.slice(Math.min(start + 1, Math.max(0, events.length - 1)))
}

/** About the bytes of an event as JSON: a message is not written out only to be measured. */
function bytesOf(event: RoomEvent): number {
  if (event.type !== 'message.sent') return JSON.stringify(event).length
  return MESSAGE_BYTES + Buffer.byteLength(event.body)
}
/** What is around the body of a message: ids, times, the names of fields. */
const MESSAGE_BYTES = 200

/** Oneself and whoever speaks here, then others: of those who are here, and of the highest, as fit. */
function present(
  { members }: RoomView,
  me: string,
  events: readonly RoomEvent[],
  here: ReadonlySet<string>,
): Member[] {
  const { members: highest } = members.page({ q: '', after: undefined, limit: WELCOME_MEMBERS })
  const ids = [me, ...events.map(({ by }) => by)]
  const found = new Map(ids.map(id => [id, members.known(id)]))
  const isSmall = members.count <= WELCOME_MEMBERS
  if (!isSmall)
    for (const id of some(here, WELCOME_MEMBERS - found.size, me)) found.set(id, members.known(id))
  for (const member of highest)
    if (isSmall || found.size < WELCOME_MEMBERS) found.set(member.id, member)
  return [...found.values()].filter(member => member !== undefined)
}

/** Some of these people, one of them certainly. */
function some(people: ReadonlySet<string>, most: number, certainly: string): string[] {
  if (people.size <= most) return [...people]
  const others = [...people].filter(id => id !== certainly)
  return [certainly, ...others.slice(0, Math.max(0, most - 1))]
}
