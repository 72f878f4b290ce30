import type { PendingSend } from '../../protocol/client/pending.ts'
import type { Member, MessageSent, RoomEvent } from '../../protocol/events.ts'
import { dayOf } from './day.ts'

/** Messages of one author within this time of the first share a heading. */
export const GROUP_WITHIN_MS = 5 * 60_000

/** What the timeline shows, from top to bottom. */
export type Row = DayRow | GroupRow | CreatedRow | JoinedRow
export interface DayRow {
  kind: 'day'
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

/** One message, on its way or here. The key stays the same when the room acknowledges it. */
export interface Bubble {
  key: string
  at: number
  body: string
  cid: string
  seq?: number
  state: 'sent' | 'pending' | 'failed'
  code?: string
}

/** Events in seq order, then what `me` still has under way. */
export function rowsOf(
  events: readonly RoomEvent[],
  pending: readonly PendingSend[],
  me: string,
): Row[] {
  const rows: Row[] = []
  let day = 0
  for (const event of events) {
    if (event.type === 'unknown') continue
    day = divided(rows, day, event.at)
    place(rows, event)
  }
  const latest = events.at(-1)?.at ?? 0
  for (const send of unacknowledged(pending, events, me)) {
    // The two clocks differ: what is on its way is never older than what is here.
    const at = Math.max(send.at, latest)
    day = divided(rows, day, at)
    join(rows, me, bubbleOfSend(send, me, at))
  }
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
    case 'member.left':
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
  if (a.kind === 'joined' && b.kind === 'joined') return a.members.length === b.members.length
  if (a.kind !== 'group' || b.kind !== 'group') return true
  if (a.by !== b.by || a.bubbles.length !== b.bubbles.length) return false
  return a.bubbles.every((bubble, i) => sameBubble(bubble, b.bubbles[i]))
}

function sameBubble(a: Bubble, b: Bubble | undefined): boolean {
  return a.key === b?.key && a.state === b.state && a.code === b.code && a.seq === b.seq
}
