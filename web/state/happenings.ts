import type {
  Member,
  MemberChanged,
  MemberLeft,
  Role,
  Room,
  RoomEvent,
  RoomField,
  RoomKind,
} from '../../protocol/events.ts'

// What happened to a room rather than was said in it: the quiet lines between messages.

interface Line {
  key: string
  at: number
}
export interface CreatedRow extends Line {
  kind: 'created'
  by: string
  what: RoomKind
}
export interface JoinedRow extends Line {
  kind: 'joined'
  members: Member[]
}
/** By themselves, or because `by` removed or banned them. */
export interface LeftRow extends Line {
  kind: 'left'
  by: string
  how: 'left' | 'removed' | 'banned'
  members: Member[]
  reason?: string
}
export interface ChangedRow extends Line {
  kind: 'changed'
  by: string
  member: Member
  role: Role
}
/** They go by another name now. */
export interface RenamedRow extends Line {
  kind: 'renamed'
  member: Member
}
/** For so many milliseconds; null when they may speak again. */
export interface MutedRow extends Line {
  kind: 'muted'
  by: string
  member: Member
  forMs: number | null
  reason?: string
}
/** Let in again after a ban; asked in; their invitation withdrawn; declined it. */
export interface AskedRow extends Line {
  kind: 'asked'
  by: string
  how: 'unbanned' | 'invited' | 'uninvited' | 'declined'
  members: Member[]
}
/** The room is as `room` has it; `changed` is what of it is new. */
export interface RoomRow extends Line {
  kind: 'room'
  by: string
  room: Room
  changed: RoomField[]
}
/** So many messages of others were removed, or brought back. */
export interface RemovedRow extends Line {
  kind: 'removed'
  by: string
  how: 'removed' | 'restored'
  count: number
  reason?: string
}

/** A message is kept in view from now on. */
export interface PinnedRow extends Line {
  kind: 'pinned'
  by: string
  seq: number
}

export type Happening =
  | CreatedRow
  | JoinedRow
  | LeftRow
  | ChangedRow
  | RenamedRow
  | MutedRow
  | AskedRow
  | RoomRow
  | RemovedRow
  | PinnedRow

type Told = Exclude<RoomEvent, { type: 'unknown' | 'message.sent' }>

/**
 * The line an event makes; undefined for none.
 * @param authorOf who said the message with this seq, where that is known
 */
export function happeningOf(
  event: Told,
  authorOf: (seq: number) => string | undefined,
): Happening | undefined {
  const line = { key: `seq-${event.seq}`, at: event.at }
  const { by } = event
  switch (event.type) {
    case 'room.created':
      return { ...line, kind: 'created', by, what: event.room.kind }
    case 'room.changed':
      return { ...line, kind: 'room', by, room: event.room, changed: event.changed }
    case 'member.joined':
      return { ...line, kind: 'joined', members: [event.member] }
    case 'member.left':
      return {
        ...line,
        kind: 'left',
        by,
        how: howLeft(event),
        members: [event.member],
        ...why(event),
      }
    case 'member.changed':
      return changeOf(line, event)
    case 'member.muted': {
      const { mutedUntil } = event.member
      const forMs = mutedUntil === undefined ? null : mutedUntil - event.at
      return { ...line, kind: 'muted', by, member: event.member, forMs, ...why(event) }
    }
    case 'member.unbanned':
      return { ...line, kind: 'asked', by, how: 'unbanned', members: [event.member] }
    case 'member.invited':
      return { ...line, kind: 'asked', by, how: 'invited', members: [event.member] }
    case 'member.uninvited': {
      const how = by === event.member.id ? 'declined' : 'uninvited'
      return { ...line, kind: 'asked', by, how, members: [event.member] }
    }
    case 'message.deleted': {
      // Nobody removed what has disappeared by itself.
      if (event.expired) return undefined
      const count = event.targets.filter(seq => isForeign(authorOf(seq), by, event.targets)).length
      return count === 0
        ? undefined
        : { ...line, kind: 'removed', by, how: 'removed', count, ...why(event) }
    }
    case 'message.restored': {
      const count = event.messages.length
      return { ...line, kind: 'removed', by, how: 'restored', count }
    }
    case 'message.pinned':
      return event.on ? { ...line, kind: 'pinned', by, seq: event.target } : undefined
    case 'message.edited':
    case 'message.reacted':
      // They show at the message.
      return undefined
    case 'member.erased':
    case 'room.managed':
      // That they left is told before it; what is for the audit alone is not told here.
      return undefined
    default:
      return event satisfies never
  }
}

/** Whether somebody else said it. Who takes back a single message of long ago took back their own. */
function isForeign(author: string | undefined, by: string, targets: readonly number[]): boolean {
  return author === undefined ? targets.length > 1 : author !== by
}

function howLeft({ by, member, banned }: MemberLeft): LeftRow['how'] {
  if (by === member.id) return 'left'
  return banned ? 'banned' : 'removed'
}

/** Rooms of long ago do not say what somebody was: whom another changed has another role. */
function changeOf(line: Line, { by, member, was }: MemberChanged): Happening | undefined {
  if (was === undefined && by === member.id) return { ...line, kind: 'renamed', member }
  if (member.role === null) return undefined
  return { ...line, kind: 'changed', by, member, role: member.role }
}

function why({ reason }: { reason?: string | undefined }): { reason?: string } {
  return reason === undefined || reason === '' ? {} : { reason }
}

/** Both in one line, where they say the same of several, or of one thing after another; else undefined. */
export function together(last: Happening, next: Happening): Happening | undefined {
  if (last.kind === 'joined' && next.kind === 'joined')
    return { ...last, members: [...last.members, ...next.members] }
  if (last.kind === 'left' && next.kind === 'left') return leftTogether(last, next)
  if (last.kind === 'asked' && next.kind === 'asked' && last.how === next.how)
    return last.how === 'declined' || last.by === next.by
      ? { ...last, members: [...last.members, ...next.members] }
      : undefined
  if (!('by' in last && 'by' in next) || last.by !== next.by) return undefined
  if (last.kind === 'room' && next.kind === 'room')
    return { ...last, room: next.room, changed: [...new Set([...last.changed, ...next.changed])] }
  if (last.kind === 'removed' && next.kind === 'removed')
    return last.how === next.how && last.reason === next.reason
      ? { ...last, count: last.count + next.count }
      : undefined
  return undefined
}

function leftTogether(last: LeftRow, next: LeftRow): LeftRow | undefined {
  const isAlike = last.how === next.how && (last.how === 'left' || last.by === next.by)
  if (!isAlike || last.reason !== next.reason) return undefined
  return { ...last, members: [...last.members, ...next.members] }
}
