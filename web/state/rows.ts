import type { PendingSend } from '../../protocol/client/pending.ts'
import type { MessageStyle, RoomEvent } from '../../protocol/events.ts'
import { dayOf } from './day.ts'
import { hasExpired } from './expiry.ts'
import { type Happening, happeningOf, together } from './happenings.ts'
import type { Held, HeldMessage } from './held.ts'
import type { Reach } from './receipts.ts'
import { type Removal, removalsIn } from './revisions.ts'
import type { Unread } from './unread.ts'

/** Messages of one author within this time of the first share a heading. */
export const GROUP_WITHIN_MS = 5 * 60_000
/** Quiet lines one after another that are folded into one. */
export const FOLD_FROM = 4

/** What the timeline shows, from top to bottom. */
export type Row = DayRow | ReadRow | GroupRow | BlockedRow | WaitingRow | FoldedRow | Happening
export interface DayRow {
  kind: 'day'
  key: string
  at: number
}
/** Everything above it was read before the person came, or came back. */
export interface ReadRow {
  kind: 'read'
  key: string
  at: number
}
export interface GroupRow {
  kind: 'group'
  key: string
  by: string
  at: number
  bubbles: Bubble[]
}
/** What people said one after another whom the reader has blocked. */
export interface BlockedRow {
  kind: 'blocked'
  key: string
  at: number
  groups: GroupRow[]
}
/** So many own messages go out once the room is reached again. */
export interface WaitingRow {
  kind: 'waiting'
  key: string
  at: number
  count: number
}
/** Much happened and nothing was said. */
export interface FoldedRow {
  kind: 'folded'
  key: string
  at: number
  happenings: Happening[]
}

/** One message, on its way or here. The key stays the same when the room acknowledges it. */
export interface Bubble {
  key: string
  at: number
  /** Empty when the message was removed. */
  body: string
  cid: string
  seq?: number
  style?: MessageStyle
  state: 'sent' | 'pending' | 'failed'
  code?: string
  /** Who removed it, as far as that is known. */
  removal?: Removal
  /** Whom it has reached. */
  reach?: Reach
  /** The message itself, once the room has it. */
  message?: HeldMessage
  /** The seq of what it answers. */
  replyTo?: number
}

export interface Marks {
  /** What a person had not read when they came, or came back; null when that is nothing to show. */
  unread?: Unread | null
  /** Whether what is sent goes out at once. */
  isLive?: boolean
  /** Whose messages the reader does not want to see. */
  blocked?: ReadonlySet<string>
  /** The page's clock, by which messages disappear; milliseconds since 1970. */
  now?: number
}

/** Events in seq order, then what `me` still has under way. */
export function rowsOf(
  events: readonly Held[],
  pending: readonly PendingSend[],
  me: string,
  { unread = null, isLive = true, blocked = NOBODY, now = 0 }: Marks = {},
): Row[] {
  const rows: Row[] = []
  const removals = removalsIn(events)
  const authors = authorsIn(events)
  let day = 0
  let unmarked = unread
  for (const event of events) {
    const shown = shownOf(event, removals, seq => authors.get(seq), now)
    if (shown === undefined) continue
    if (unmarked !== null && isFirstUnread(event, unmarked, me)) {
      rows.push({ kind: 'read', key: 'read', at: event.at })
      unmarked = null
    }
    day = divided(rows, day, event.at)
    if ('cid' in shown) join(rows, event.by, shown)
    else happen(rows, shown)
  }
  const latest = events.at(-1)?.at ?? 0
  const under = unacknowledged(pending, events, me).filter(send => send.thread === undefined)
  for (const send of under) {
    // The two clocks differ: what is on its way is never older than what is here.
    const at = Math.max(send.at, latest)
    day = divided(rows, day, at)
    join(rows, me, bubbleOfSend(send, me, at))
  }
  const count = isLive ? 0 : under.filter(send => send.state === 'pending').length
  if (count > 0) rows.push({ kind: 'waiting', key: 'waiting', at: latest, count })
  return folded(blocked.size === 0 ? rows : withoutBlocked(rows, blocked))
}

const NOBODY: ReadonlySet<string> = new Set()

/** What one said oneself is not new, nor is what comes while one looks. */
function isFirstUnread({ type, seq, by }: RoomEvent, { after, upTo }: Unread, me: string): boolean {
  return type === 'message.sent' && by !== me && seq > after && seq <= upTo
}

/** Sends whose event has not come back: it may arrive a moment before the send is let go. */
export function unacknowledged(
  pending: readonly PendingSend[],
  events: readonly RoomEvent[],
  me: string,
): readonly PendingSend[] {
  if (pending.length === 0) return pending
  const here = new Set<string>()
  for (const event of events)
    if (event.type === 'message.sent' && event.by === me) here.add(event.cid)
  return pending.filter(send => !here.has(send.cid))
}

function authorsIn(events: readonly RoomEvent[]): ReadonlyMap<number, string> {
  return new Map(
    events.flatMap(event => (event.type === 'message.sent' ? [[event.seq, event.by]] : [])),
  )
}

/** The message or the line that an event makes, if it makes any; what stands in a thread shows there. */
function shownOf(
  event: Held,
  removals: ReadonlyMap<number, Removal>,
  authorOf: (seq: number) => string | undefined,
  now: number,
): Bubble | Happening | undefined {
  if (event.type === 'unknown') return undefined
  if (event.type === 'message.sent')
    return event.thread !== undefined || hasExpired(event, now)
      ? undefined
      : bubbleOf(event, removals.get(event.seq))
  return happeningOf(event, authorOf)
}

/** The day the rows have come to. A clock set back does not bring one back. */
function divided(rows: Row[], day: number, at: number): number {
  if (dayOf(at) <= day) return day
  rows.push({ kind: 'day', key: `day-${dayOf(at)}`, at })
  return dayOf(at)
}

function join(rows: Row[], by: string, bubble: Bubble): void {
  const last = rows.at(-1)
  if (last?.kind === 'group' && last.by === by && bubble.at - last.at < GROUP_WITHIN_MS)
    last.bubbles.push(bubble)
  else rows.push({ kind: 'group', key: `by-${bubble.key}`, by, at: bubble.at, bubbles: [bubble] })
}

function happen(rows: Row[], next: Happening): void {
  const last = rows.at(-1)
  // Whoever opens a room is in it: that goes without saying.
  if (last?.kind === 'created' && next.kind === 'joined' && next.members[0]?.id === last.by) return
  const both = last !== undefined && isHappening(last) ? together(last, next) : undefined
  if (both === undefined) rows.push(next)
  else rows.splice(-1, 1, both)
}

export function isHappening(row: Row): row is Happening {
  return !APART.has(row.kind)
}
const APART: ReadonlySet<Row['kind']> = new Set([
  'day',
  'read',
  'group',
  'blocked',
  'waiting',
  'folded',
])

/** Whose names a row shows that it does not hold itself. */
export function namedIn(row: Row): string[] {
  if (row.kind === 'group')
    return [
      row.by,
      ...row.bubbles.flatMap(({ removal, reach }) => [
        ...(removal ? [removal.by] : []),
        ...(reach?.readers ?? []),
      ]),
    ]
  if (row.kind === 'blocked') return row.groups.flatMap(namedIn)
  if (row.kind === 'folded') return row.happenings.flatMap(namedIn)
  return 'by' in row ? [row.by] : []
}

function withoutBlocked(rows: readonly Row[], blocked: ReadonlySet<string>): Row[] {
  const left: Row[] = []
  for (const row of rows) {
    const last = left.at(-1)
    if (row.kind !== 'group' || !blocked.has(row.by)) left.push(row)
    else if (last?.kind === 'blocked') last.groups.push(row)
    else left.push({ kind: 'blocked', key: `blocked-${row.key}`, at: row.at, groups: [row] })
  }
  return left
}

/** Lines of which there are many in a row become one. */
function folded(rows: readonly Row[]): Row[] {
  const left: Row[] = []
  let run: Happening[] = []
  const close = () => {
    const [first] = run
    if (first === undefined) return
    if (run.length < FOLD_FROM) left.push(...run)
    else left.push({ kind: 'folded', key: `folded-${first.key}`, at: first.at, happenings: run })
    run = []
  }
  for (const row of rows)
    if (isHappening(row)) run.push(row)
    else {
      close()
      left.push(row)
    }
  close()
  return left
}

function bubbleOf(message: HeldMessage, removal: Removal | undefined): Bubble {
  const { at, body, cid, seq, by, style, replyTo } = message
  const bubble: Bubble = { key: `${by}:${cid}`, at, body, cid, seq, state: 'sent', message }
  if (replyTo !== undefined) bubble.replyTo = replyTo
  if (style !== undefined) bubble.style = style
  if (body === '' && removal !== undefined) bubble.removal = removal
  return bubble
}

function bubbleOfSend(send: PendingSend, me: string, at: number): Bubble {
  const { cid, body, state, code, style, replyTo } = send
  const bubble: Bubble = { key: `${me}:${cid}`, at, body, cid, state }
  if (replyTo !== undefined) bubble.replyTo = replyTo.seq
  if (style !== undefined) bubble.style = style
  return code === undefined ? bubble : { ...bubble, code }
}
