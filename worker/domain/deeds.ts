import type { RoomAuditAction } from '../../protocol/audit-action.ts'
import type { MemberLeft, Room, RoomChanged, RoomEvent } from '../../protocol/events.ts'

/** Seqs that an entry names of the messages it is about; their number it always tells. */
const SEQS_NAMED = 50

/** What the audit keeps of an event. Nobody's names, which would outlive them here. */
export interface Deed {
  action: RoomAuditAction
  /** The account that it was done to. */
  target: string | null
  detail: Readonly<Record<string, unknown>>
}

/**
 * What somebody who looks after a room wants to know later of an event: nothing of what was said, nor of
 * conversations, which nobody looks after.
 */
export function deedsOf({ kind }: Pick<Room, 'kind'>, event: RoomEvent): readonly Deed[] {
  return kind === 'room' ? deeds(event) : []
}

function deeds(event: RoomEvent): readonly Deed[] {
  switch (event.type) {
    case 'room.created': {
      const { name, visibility } = event.room
      return [{ action: 'room.created', target: null, detail: { name, visibility } }]
    }
    case 'room.changed':
      return changes(event)
    case 'room.managed':
      return [{ action: event.action, target: null, detail: event.detail }]
    case 'member.joined': {
      const { id, role } = event.member
      return [{ action: 'member.joined', target: id, detail: role === 'member' ? {} : { role } }]
    }
    case 'member.invited':
      return [{ action: 'member.invited', target: event.member.id, detail: { until: event.until } }]
    case 'member.uninvited':
      return [{ action: 'member.uninvited', target: event.member.id, detail: {} }]
    case 'member.changed': {
      const { member, was } = event
      if (was === undefined) return []
      const detail = { was, role: member.role }
      return [{ action: 'member.role_changed', target: member.id, detail }]
    }
    case 'member.muted': {
      const { id, mutedUntil: until } = event.member
      const detail = because(event.reason)
      if (until === undefined) return [{ action: 'member.unmuted', target: id, detail }]
      return [{ action: 'member.muted', target: id, detail: { until, ...detail } }]
    }
    case 'member.left':
      return [{ action: departure(event), target: event.member.id, detail: because(event.reason) }]
    case 'member.unbanned':
      return [{ action: 'member.unbanned', target: event.member.id, detail: {} }]
    case 'message.deleted': {
      if (event.expired) return []
      const detail = { ...named(event.targets), ...because(event.reason) }
      return [{ action: 'message.deleted', target: null, detail }]
    }
    case 'message.restored': {
      const detail = named(event.messages.map(message => message.seq))
      return [{ action: 'message.restored', target: null, detail }]
    }
    case 'message.edited': {
      // What somebody does to their own words is theirs.
      const others = event.messages.filter(({ by }) => by !== event.by)
      return others.map(({ seq, by }) => ({
        action: 'message.edited',
        target: by,
        detail: { seq },
      }))
    }
    case 'message.pinned': {
      const { target: seq, on } = event
      return [{ action: on ? 'message.pinned' : 'message.unpinned', target: null, detail: { seq } }]
    }
    case 'member.erased':
    case 'message.sent':
    case 'message.reacted':
    case 'unknown':
      return []
  }
}

/** One change can be several deeds: each is found by its own name. */
function changes({ room, changed }: RoomChanged): Deed[] {
  const { name, topic, visibility, settings } = room
  const is = new Set(changed)
  const fields = changed.filter(field => PLAIN.has(field))
  const plain = {
    fields,
    ...(is.has('topic') && { topic }),
    ...(is.has('visibility') && { visibility }),
  }
  const deeds: [boolean, RoomAuditAction, Deed['detail']][] = [
    [is.has('name'), 'room.renamed', { name }],
    [fields.length > 0, 'room.changed', plain],
    [is.has('settings'), 'room.settings_changed', settings],
    [is.has('archived'), room.archivedAt === null ? 'room.unarchived' : 'room.archived', {}],
    [is.has('deleted'), room.deletedAt === null ? 'room.restored' : 'room.deleted', {}],
  ]
  return deeds
    .filter(([isDone]) => isDone)
    .map(([, action, detail]) => ({ action, target: null, detail }))
}
const PLAIN: ReadonlySet<string> = new Set(['topic', 'description', 'visibility'])

function departure({ by, member, banned }: MemberLeft): RoomAuditAction {
  if (banned) return 'member.banned'
  return by === member.id ? 'member.left' : 'member.removed'
}

function because(reason: string | undefined): { reason?: string } {
  return reason === undefined || reason === '' ? {} : { reason }
}

function named(seqs: readonly number[]) {
  return { count: seqs.length, seqs: seqs.slice(0, SEQS_NAMED) }
}
