import type { PendingSend } from '../../../protocol/client/pending.ts'
import { anonymous } from '../../../protocol/erased.ts'
import {
  type Member,
  type MessageSent,
  newRoom,
  type Role,
  type Room,
  type RoomEvent,
  type RoomField,
} from '../../../protocol/events.ts'

// The people and the moments of these tests.

export const ADA = '00000000-0000-7000-8000-00000000ada0'
export const GRACE = '00000000-0000-7000-8000-000000006ace'
export const ALAN = '00000000-0000-7000-8000-00000000a1a0'

/** Noon of an ordinary local day. */
export const NOON = new Date(2026, 5, 17, 12).getTime()
export const MINUTE = 60_000

export function message(seq: number, by = ADA, rest: Partial<MessageSent> = {}): MessageSent {
  return {
    type: 'message.sent',
    seq,
    id: idOf(seq),
    at: NOON + seq,
    by,
    cid: `c${seq}`,
    body: `message ${seq}`,
    ...rest,
  }
}

export function member(id: string, displayName: string, rest: Partial<Member> = {}): Member {
  const username = displayName.toLowerCase().replaceAll(' ', '.')
  return { id, username, displayName, role: 'member', joinedAt: NOON, ...rest }
}

export function joined(seq: number, who: Member): RoomEvent {
  return { type: 'member.joined', seq, id: idOf(seq), at: NOON + seq, by: who.id, member: who }
}

/** `by` removed them, or they left by themselves. */
export function left(seq: number, who: Member, by = who.id, banned = false): RoomEvent {
  const gone = { ...who, role: null }
  return { type: 'member.left', seq, id: idOf(seq), at: NOON + seq, by, member: gone, banned }
}

/** They deleted their account; when `purged`, what they said is gone as well. */
export function erased(seq: number, id: string, purged: boolean): RoomEvent {
  const gone = anonymous(member(id, '', { role: null }))
  return { type: 'member.erased', seq, id: idOf(seq), at: NOON + seq, by: id, member: gone, purged }
}

export function changed(seq: number, by: string, who: Member, was?: Role): RoomEvent {
  return { ...head(seq, by), type: 'member.changed', member: who, ...(was && { was }) }
}

/** `minutes` null lets them speak again. */
export function muted(
  seq: number,
  by: string,
  who: Member,
  minutes: number | null,
  reason?: string,
) {
  const until = minutes === null ? {} : { mutedUntil: NOON + seq + minutes * MINUTE }
  return {
    ...head(seq, by),
    type: 'member.muted',
    member: { ...who, ...until },
    ...(reason !== undefined && { reason }),
  } satisfies RoomEvent
}

export function invited(seq: number, by: string, who: Member): RoomEvent {
  const member = { ...who, role: null }
  return { ...head(seq, by), type: 'member.invited', member, until: NOON + 30 * 24 * 60 * MINUTE }
}

export function uninvited(seq: number, by: string, who: Member): RoomEvent {
  return { ...head(seq, by), type: 'member.uninvited', member: { ...who, role: null } }
}

export function unbanned(seq: number, by: string, who: Member): RoomEvent {
  return { ...head(seq, by), type: 'member.unbanned', member: { ...who, role: null } }
}

/** The room as `rest` has it from here on. */
export function roomChanged(seq: number, by: string, rest: Partial<Room>, ...fields: RoomField[]) {
  const room = workshop(ADA, rest)
  return { ...head(seq, by), type: 'room.changed', room, changed: fields } satisfies RoomEvent
}

export function deleted(seq: number, by: string, targets: number[], reason?: string): RoomEvent {
  return {
    ...head(seq, by),
    type: 'message.deleted',
    targets,
    ...(reason !== undefined && { reason }),
  }
}

/** What `by` said, or removed, is back. */
export function restored(seq: number, by: string, ...seqs: number[]): RoomEvent {
  const messages = seqs.map(one => ({ seq: one, by, body: `message ${one}` }))
  return { ...head(seq, by), type: 'message.restored', messages }
}

/** `author` is whose message it is. */
export function edited(
  seq: number,
  by: string,
  target: number,
  body: string,
  author = by,
): RoomEvent {
  const messages = [{ seq: target, by: author, body }]
  return { ...head(seq, by), type: 'message.edited', cid: `c${seq}`, messages }
}

export function reacted(
  seq: number,
  by: string,
  target: number,
  emoji: string,
  on = true,
): RoomEvent {
  return { ...head(seq, by), type: 'message.reacted', cid: `c${seq}`, target, emoji, on }
}

export function pinned(seq: number, by: string, target: number, on = true): RoomEvent {
  return { ...head(seq, by), type: 'message.pinned', cid: `c${seq}`, target, on }
}

function head(seq: number, by: string) {
  return { seq, id: idOf(seq), at: NOON + seq, by }
}

export function created(seq: number, by: string): RoomEvent {
  return { type: 'room.created', seq, id: idOf(seq), at: NOON + seq, by, room: workshop(by) }
}

/** The room where all of this happens. */
export function workshop(by = ADA, rest: Partial<Room> = {}): Room {
  const room = newRoom({
    id: idOf(0),
    name: 'The workshop',
    topic: '',
    description: '',
    visibility: 'public',
    createdBy: by,
    createdAt: NOON,
  })
  return { ...room, ...rest }
}

export function unknown(seq: number): RoomEvent {
  return { type: 'unknown', seq, id: idOf(seq), at: NOON + seq, by: ADA }
}

export function pending(cid: string, rest: Partial<PendingSend> = {}): PendingSend {
  return { cid, body: `sending ${cid}`, at: NOON, state: 'pending', ...rest }
}

function idOf(seq: number): string {
  return `00000000-0000-7000-8000-${String(seq).padStart(12, '0')}`
}
