import type { PendingSend } from '../../protocol/client/pending.ts'
import type {
  Member,
  MemberChanged,
  MemberLeft,
  MessageSent,
  Role,
  RoomEvent,
} from '../../protocol/events.ts'
import { dayOf } from './day.ts'

/** Messages of one author within this time of the first share a heading. */
export const GROUP_WITHIN_MS = 5 * 60_000

/** What the timeline shows, from top to bottom. */
export type Row = DayRow | ReadRow | GroupRow | WaitingRow | Happening
/** What happened to the room rather than was said in it. */
export type Happening = CreatedRow | JoinedRow | LeftRow | ChangedRow | RenamedRow
export interface DayRow {
  kind: 'day'
  key: string
  at: number
}
/** Everything above it was read before an absence. */
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
export interface CreatedRow {
  kind: 'created'
  key: string
  by: string
  at: number
}
export interface JoinedRow {
  kind: 'joined'
  key: string
  at: number
  members: Member[]
}
/** By themselves, or because `by` removed or banned them. */
export interface LeftRow {
  kind: 'left'
  key: string
  at: number
  by: string
  how: 'left' | 'removed' | 'banned'
  members: Member[]
}
export interface ChangedRow {
  kind: 'changed'
  key: string
  at: number
  by: string
  member: Member
  role: Role
}
/** They go by another name now. */
export interface RenamedRow {
  kind: 'renamed'
  key: string
  at: number
  member: Member
}
/** So many own messages go out once the room is reached again. */
export interface WaitingRow {
  kind: 'waiting'
  key: string
  at: number
  count: number
}

/** One message, on its way or here. The key stays the same when the room acknowledges it. */
export interface Bubble {
  key: string
  at: number
  /** Empty when the message was removed. */
  body: string
  cid: string
  seq?: number
  state: 'sent' | 'pending' | 'failed'
  code?: string
}

export interface Marks {
  /** The seq up to which a person had read before an absence; null when that is nothing to show. */
  readUpTo?: number | null
  /** Whether what is sent goes out at once. */
  isLive?: boolean
}

/** Events in seq order, then what `me` still has under way. */
export function rowsOf(
  events: readonly RoomEvent[],
  pending: readonly PendingSend[],
  me: string,
  { readUpTo = null, isLive = true }: Marks = {},
): Row[] {
  const rows: Row[] = []
  let day = 0
  let unmarked = readUpTo
  for (const event of events) {
    if (event.type === 'unknown') continue
    if (unmarked !== null && event.seq > unmarked) {
      rows.push({ kind: 'read', key: 'read', at: event.at })
      unmarked = null
    }
    day = divided(rows, day, event.at)
    place(rows, event)
  }
  const latest = events.at(-1)?.at ?? 0
  const under = unacknowledged(pending, events, me)
  for (const send of under) {
    // The two clocks differ: what is on its way is never older than what is here.
    const at = Math.max(send.at, latest)
    day = divided(rows, day, at)
    join(rows, me, bubbleOfSend(send, me, at))
  }
  const count = isLive ? 0 : under.filter(send => send.state === 'pending').length
  if (count > 0) rows.push({ kind: 'waiting', key: 'waiting', at: latest, count })
  return rows
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

/** The day the rows have come to. A clock set back does not bring one back. */
function divided(rows: Row[], day: number, at: number): number {
  if (dayOf(at) <= day) return day
  rows.push({ kind: 'day', key: `day-${dayOf(at)}`, at })
  return dayOf(at)
}

function place(rows: Row[], event: Exclude<RoomEvent, { type: 'unknown' }>): void {
  switch (event.type) {
    case 'message.sent':
      join(rows, event.by, bubbleOf(event))
      break
    case 'member.changed':
      appoint(rows, event)
      break
    case 'member.left':
      part(rows, event)
      break
    case 'member.erased':
      // That they left is told before it.
      break
    case 'member.joined':
      welcome(rows, event.member, event.at, event.seq)
      break
    case 'room.created':
      rows.push({ kind: 'created', key: `seq-${event.seq}`, by: event.by, at: event.at })
      break
    default:
      event satisfies never
  }
}

function join(rows: Row[], by: string, bubble: Bubble): void {
  const last = rows.at(-1)
  if (last?.kind === 'group' && last.by === by && bubble.at - last.at < GROUP_WITHIN_MS)
    last.bubbles.push(bubble)
  else rows.push({ kind: 'group', key: `by-${bubble.key}`, by, at: bubble.at, bubbles: [bubble] })
}

/** People who join one after another share a line. */
function welcome(rows: Row[], member: Member, at: number, seq: number): void {
  const last = rows.at(-1)
  // Whoever opens a room is in it: that goes without saying.
  if (last?.kind === 'created' && last.by === member.id) return
  if (last?.kind === 'joined') last.members.push(member)
  else rows.push({ kind: 'joined', key: `seq-${seq}`, at, members: [member] })
}

/** As do people who leave one after another, and those whom one person removes. */
function part(rows: Row[], { seq, at, by, member, banned }: MemberLeft): void {
  const how = by === member.id ? 'left' : banned ? 'banned' : 'removed'
  const last = rows.at(-1)
  const isAlike = last?.kind === 'left' && last.how === how && (how === 'left' || last.by === by)
  if (isAlike) last.members.push(member)
  else rows.push({ kind: 'left', key: `seq-${seq}`, at, by, how, members: [member] })
}

function appoint(rows: Row[], { seq, at, by, member }: MemberChanged): void {
  if (member.role === null) return
  // Nobody can appoint themselves: what people change of their own is their name.
  if (by === member.id) rows.push({ kind: 'renamed', key: `seq-${seq}`, at, member })
  else rows.push({ kind: 'changed', key: `seq-${seq}`, at, by, member, role: member.role })
}

function bubbleOf(message: MessageSent): Bubble {
  const { at, body, cid, seq, by } = message
  return { key: `${by}:${cid}`, at, body, cid, seq, state: 'sent' }
}

function bubbleOfSend(send: PendingSend, me: string, at: number): Bubble {
  const { cid, body, state, code } = send
  const bubble: Bubble = { key: `${me}:${cid}`, at, body, cid, state }
  return code === undefined ? bubble : { ...bubble, code }
}

/** Whether a row would look the same, so that an unchanged one need not be drawn again. */
export function sameRow(a: Row, b: Row): boolean {
  if (a.kind !== b.kind || a.key !== b.key || a.at !== b.at) return false
  if ('members' in a && 'members' in b) return sameNames(a.members, b.members)
  if ('member' in a && 'member' in b) return sameNames([a.member], [b.member])
  if (a.kind === 'waiting' && b.kind === 'waiting') return a.count === b.count
  if (a.kind !== 'group' || b.kind !== 'group') return true
  if (a.by !== b.by || a.bubbles.length !== b.bubbles.length) return false
  return a.bubbles.every((bubble, i) => sameBubble(bubble, b.bubbles[i]))
}

function sameBubble(a: Bubble, b: Bubble | undefined): boolean {
  if (a.key !== b?.key || a.body !== b.body) return false
  return a.state === b.state && a.code === b.code && a.seq === b.seq
}

/** Who deletes their account loses their name in what happened long ago, too. */
function sameNames(a: readonly Member[], b: readonly Member[]): boolean {
  return a.length === b.length && a.every((who, i) => who.displayName === b[i]?.displayName)
}
