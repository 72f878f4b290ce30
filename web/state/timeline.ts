import type { RoomEvent } from '../../protocol/events.ts'
import type { Message } from '../../protocol/rest.ts'
import { asOfPage, type Held } from './held.ts'
import { revised } from './revisions.ts'

/** Events of one room kept in the page; above it the oldest go, and come back when scrolled to. */
export const WINDOW_EVENTS = 600

/** A window on a room's log: seq ascending, each seq once. */
export interface Timeline {
  events: readonly Held[]
  /** Whose page it is: some of what happens to messages is theirs. */
  me: string
  /** What history to ask for next, exclusive; null when the window starts where the room does. */
  before: number | null
  gap: Gap | null
}

/** An absence too long to read on from: everything up to `after` had been read before it. */
export interface Gap {
  after: number
  /** Whether the person has asked for what they missed: from then on it comes as they scroll. */
  isEntered: boolean
}

export const EMPTY: Timeline = { events: [], me: '', before: null, gap: null }

/**
 * The window a welcome opens: its events are the room's newest, up to `head`.
 * @param readUpTo where the person had come to before a long absence
 * @param me who that is
 */
export function opened(
  events: readonly RoomEvent[],
  head = events.at(-1)?.seq ?? 0,
  readUpTo: number | null = null,
  me = '',
): Timeline {
  const newest = merged([], events, me)
  return {
    events: newest,
    me,
    before: cursorOf(newest, head),
    gap: readUpTo === null ? null : { after: readUpTo, isEntered: false },
  }
}

export function withEvents(timeline: Timeline, events: readonly RoomEvent[]): Timeline {
  return { ...timeline, events: merged(timeline.events, events, timeline.me) }
}

/**
 * With a page of history, whose messages are as they are at `head`; `before` is the cursor of the page still
 * further up.
 */
export function withOlder(
  timeline: Timeline,
  page: readonly Message[],
  before: number | null,
  head = 0,
): Timeline {
  return { ...timeline, events: merged(timeline.events, asOfPage(page, head), timeline.me), before }
}

/** With held messages as they are at `head`, in the place of what was known of them. */
export function withAnew(timeline: Timeline, messages: readonly Message[], head: number): Timeline {
  const anew = new Map(asOfPage(messages, head).map(message => [message.seq, message]))
  const events = timeline.events.map(event => anew.get(event.seq) ?? event)
  return { ...timeline, events: revised(events, timeline.events, timeline.me) }
}

/** The gap above the window, until history is here back to where it begins. */
export function gapAbove({ gap, before }: Timeline): Gap | null {
  return gap !== null && before !== null && before > gap.after + 1 ? gap : null
}

/** The seq up to which a person had read before the gap, once nothing is missing behind it. */
export function readUpTo(timeline: Timeline): number | null {
  return timeline.gap !== null && gapAbove(timeline) === null ? timeline.gap.after : null
}

/** The window of a person who wants to see what they missed. */
export function entered(timeline: Timeline): Timeline {
  const gap = gapAbove(timeline)
  return gap === null ? timeline : { ...timeline, gap: { ...gap, isEntered: true } }
}

/** The newest `max` events; what is cut off is history again. */
export function trimmed(timeline: Timeline, max: number): Timeline {
  if (timeline.events.length <= max) return timeline
  const events = timeline.events.slice(-max)
  return { ...timeline, events, before: cursorOf(events, lastSeq(timeline)) }
}

/** Messages of others after `seq`, beside those in threads. */
export function newSince(timeline: Timeline, seq: number, me: string): number {
  let count = 0
  for (let i = timeline.events.length - 1; i >= 0; i -= 1) {
    const event = timeline.events[i]
    if (event === undefined || event.seq <= seq) break
    if (event.type === 'message.sent' && event.by !== me && event.thread === undefined) count += 1
  }
  return count
}

export function lastSeq(timeline: Timeline): number {
  return timeline.events.at(-1)?.seq ?? 0
}

/** A window without events, in a room that has some, has all of them above it. */
function cursorOf(events: readonly RoomEvent[], head: number): number | null {
  const first = events[0]?.seq ?? head + 1
  return first > 1 ? first : null
}

/** In seq order; of two events with one seq, which are the same event, the first is kept. */
function merged(held: readonly Held[], incoming: readonly Held[], me: string): readonly Held[] {
  if (incoming.length === 0) return held
  if (follows(held.at(-1)?.seq ?? 0, incoming)) return revised([...held, ...incoming], incoming, me)
  const bySeq = new Map(held.map(event => [event.seq, event]))
  for (const event of incoming) if (!bySeq.has(event.seq)) bySeq.set(event.seq, event)
  const all = [...bySeq.values()].sort((a, b) => a.seq - b.seq)
  return revised(all, all, me)
}

/** Whether the events ascend, and begin after `seq`. */
function follows(seq: number, events: readonly RoomEvent[]): boolean {
  return events.every((event, i) => event.seq > (events[i - 1]?.seq ?? seq))
}
