import type { RoomEvent } from '../../protocol/events.ts'
import type { History, Message } from '../../protocol/rest.ts'
import { asOfPage, type Held } from './held.ts'
import { revised } from './revisions.ts'

/** Events of one room kept in the page, around its reader; the others go, and come back when scrolled to. */
export const WINDOW_EVENTS = 600
/** Of the newest, while the reader is elsewhere. */
export const NEWEST_EVENTS = 200

/** A window on a room's log: seq ascending, each seq once. */
export interface Timeline {
  events: readonly Held[]
  /** Whose page it is: some of what happens to messages is theirs. */
  me: string
  /** What history to ask for next, exclusive; null when the window starts where the room does. */
  before: number | null
  gap: Gap | null
  /** Null when the window reaches the newest, and what happens shows in it. */
  elsewhere: Elsewhere | null
}

/** A window that does not reach the newest. */
export interface Elsewhere {
  /** What to ask for next, downwards: the seq up to which no message is missing in the window. */
  after: number
  /** What happens meanwhile goes here, so that nothing is missing where the two meet. */
  newest: Timeline
}

/** A page of history: its messages as they are at `head`, and the cursors of its neighbours. */
export type Page = Pick<History, 'messages' | 'before' | 'after' | 'head'>

/** An absence too long to read on from: everything up to `after` had been read before it. */
export interface Gap {
  after: number
  /** Whether the person has asked for what they missed: from then on it comes as they scroll. */
  isEntered: boolean
}

export const EMPTY: Timeline = { events: [], me: '', before: null, gap: null, elsewhere: null }

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
    elsewhere: null,
  }
}

/** With what happened. Elsewhere it shows only in what became of what is there. */
export function withEvents(timeline: Timeline, events: readonly RoomEvent[]): Timeline {
  const { elsewhere, me } = timeline
  if (elsewhere === null) return { ...timeline, events: merged(timeline.events, events, me) }
  const newest = trimmed(withEvents(elsewhere.newest, events), NEWEST_EVENTS)
  return {
    ...timeline,
    events: revised(timeline.events, events, me),
    elsewhere: { ...elsewhere, newest },
  }
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
  const events = merged(timeline.events, asOfPage(page, head), timeline.me)
  return { ...timeline, events: withNewest(timeline, events), before }
}

/** With the page behind a window elsewhere. Where it comes to the newest, the two become one window. */
export function withNewer(timeline: Timeline, { messages, after, head }: Page): Timeline {
  const { elsewhere, me } = timeline
  if (elsewhere === null) return timeline
  const { newest } = elsewhere
  const events = withNewest(timeline, merged(timeline.events, asOfPage(messages, head), me))
  const upTo = Math.max(elsewhere.after, after ?? head)
  if (newest.before !== null && upTo < newest.before - 1)
    return { ...timeline, events, elsewhere: { after: upTo, newest } }
  const gap = timeline.gap ?? (newest.gap && { ...newest.gap, isEntered: true })
  return {
    ...{ events: merged(events, newest.events, me), me, gap, elsewhere: null },
    before: furtherUp(timeline.before, newest.before),
  }
}

function furtherUp(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.min(one, other)
}

/** The window that a page from anywhere in the history opens. */
export function openedAt(timeline: Timeline, page: Page): Timeline {
  const newest = trimmed(atNewest(timeline), NEWEST_EVENTS)
  const from: Timeline = {
    ...{ events: [], me: timeline.me, before: page.before, gap: null },
    elsewhere: { after: (page.messages[0]?.seq ?? 1) - 1, newest },
  }
  return withNewer(from, page)
}

/** Elsewhere, what happened since a page was read may be known here already. */
function withNewest({ elsewhere, me }: Timeline, events: readonly Held[]): readonly Held[] {
  return elsewhere === null ? events : revised(events, elsewhere.newest.events, me)
}

/** The window at the newest, wherever it was. */
export function atNewest(timeline: Timeline): Timeline {
  return timeline.elsewhere?.newest ?? timeline
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

/** The window of a person who wants to see what they missed. */
export function entered(timeline: Timeline): Timeline {
  const gap = gapAbove(timeline)
  return gap === null ? timeline : { ...timeline, gap: { ...gap, isEntered: true } }
}

/**
 * `max` events around the one with the seq `around`, the newest without one. What is cut off is history again;
 * what is cut off below makes it a window elsewhere.
 */
export function trimmed(timeline: Timeline, max: number, around?: number): Timeline {
  const { events } = timeline
  if (events.length <= max) return timeline
  const from = startAround(events, max, around)
  const to = from + max
  const above = from === 0 ? timeline : { ...timeline, before: events[from]?.seq ?? null }
  const kept = { ...above, events: events.slice(from, to) }
  return to === events.length ? kept : { ...kept, elsewhere: cutBelow(timeline, lastSeq(kept)) }
}

function startAround(events: readonly Held[], max: number, around: number | undefined): number {
  const last = events.length - max
  if (around === undefined) return last
  const place = events.findIndex(({ seq }) => seq >= around)
  return place < 0 ? last : Math.max(0, Math.min(last, place - Math.floor(max / 2)))
}

/** What is below a window that is cut off behind `after`. */
function cutBelow(timeline: Timeline, after: number): Elsewhere {
  return { after, newest: timeline.elsewhere?.newest ?? trimmed(timeline, NEWEST_EVENTS) }
}

/** Messages of others after `seq`: beside those in threads, or those in one `thread`. */
export function newSince(timeline: Timeline, seq: number, me: string, thread?: number): number {
  let count = 0
  const { events } = atNewest(timeline)
  for (let i = events.length - 1; i >= 0; i -= 1) {
    const event = events[i]
    if (event === undefined || event.seq <= seq) break
    if (event.type === 'message.sent' && event.by !== me && event.thread === thread) count += 1
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
