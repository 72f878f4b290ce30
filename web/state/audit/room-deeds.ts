import type { RoomAuditAction } from '../../../protocol/audit-action.ts'
import type { AuditEntry } from '../../../protocol/rest.ts'
import { spanWords } from '../admin/span.ts'
import {
  calledIn,
  counted,
  type Deed,
  type Detail,
  isOwn,
  listed,
  numberOf,
  wordOf,
  wordsOf,
} from './deed.ts'

// What happens in rooms, as the audit tells of it.

const MINUTE_MS = 60_000

export const ROOM_DEEDS: Readonly<Record<RoomAuditAction, Deed>> = {
  'room.created': {
    title: 'Room created',
    says: detail => `{actor} created the room${quoted(detail, 'name', ' ')}`,
  },
  'room.renamed': {
    title: 'Room renamed',
    says: detail => `{actor} renamed the room${quoted(detail, 'name', ' to ')}`,
  },
  'room.changed': { title: 'Topic, description or visibility changed', says: changed },
  'room.settings_changed': {
    title: 'Settings changed',
    says: '{actor} changed how the room is run',
  },
  'room.archived': { title: 'Room archived', says: '{actor} archived the room' },
  'room.unarchived': { title: 'Room opened again', says: '{actor} opened the room again' },
  'room.deleted': { title: 'Room deleted', says: '{actor} deleted the room' },
  'room.restored': { title: 'Room brought back', says: '{actor} brought the room back' },
  'member.joined': {
    title: 'Joined',
    says: (_, entry) => (isOwn(entry) ? '{actor} joined' : '{actor} brought in {target}'),
  },
  'member.left': { title: 'Left', says: '{actor} left' },
  'member.removed': { title: 'Removed', says: '{actor} removed {target}' },
  'member.banned': { title: 'Banned', says: '{actor} banned {target}' },
  'member.unbanned': { title: 'Ban lifted', says: '{actor} let {target} come again' },
  'member.muted': {
    title: 'Muted',
    says: (detail, entry) => `{actor} muted {target}${spanOf(detail, entry)}`,
  },
  'member.unmuted': { title: 'Mute lifted', says: '{actor} let {target} speak again' },
  'member.role_changed': { title: 'Role given', says: appointed },
  'member.invited': { title: 'Invited', says: '{actor} invited {target}' },
  'member.uninvited': {
    title: 'Invitation withdrawn or declined',
    says: (_, entry) =>
      isOwn(entry) ? '{actor} declined to come' : '{actor} called off the invitation of {target}',
  },
  'message.deleted': {
    title: 'Messages deleted',
    says: detail => `{actor} deleted ${messagesOf(detail)}{of target}`,
  },
  'message.restored': {
    title: 'Messages brought back',
    says: detail => `{actor} brought back ${messagesOf(detail)}{of target}`,
  },
  'message.edited': {
    title: 'Messages changed',
    says: '{actor} changed a message of {target}',
  },
  'message.pinned': { title: 'Pinned', says: '{actor} pinned a message' },
  'message.unpinned': { title: 'Unpinned', says: '{actor} unpinned a message' },
  'link.made': { title: 'Link made', says: '{actor} made a link into the room' },
  'link.revoked': { title: 'Link withdrawn', says: '{actor} withdrew a link into the room' },
  'filters.changed': { title: 'Word filters changed', says: '{actor} changed the word filters' },
  'report.made': { title: 'Message reported', says: '{actor} reported a message{of target}' },
  'report.resolved': {
    title: 'Report resolved',
    says: detail =>
      wordOf(detail, 'state') === 'dismissed'
        ? '{actor} dismissed a report'
        : '{actor} acted on a report',
  },
}

function quoted(detail: Detail, name: string, before: string): string {
  const word = wordOf(detail, name)
  return word === undefined ? '' : `${before}“${word}”`
}

const FIELDS: Readonly<Record<string, string>> = {
  topic: 'the topic',
  description: 'the description',
  visibility: 'who can find the room',
}

function changed(detail: Detail): string {
  const fields = wordsOf(detail, 'fields')
  const [only] = fields
  if (fields.length === 1 && only === 'topic')
    return `{actor} changed the topic${quoted(detail, 'topic', ' to ')}`
  const visibility = wordOf(detail, 'visibility')
  if (fields.length === 1 && only === 'visibility' && visibility !== undefined)
    return `{actor} made the room ${visibility === 'private' ? 'private' : 'public'}`
  const known = fields.map(field => calledIn(FIELDS, field)).filter(name => name !== undefined)
  return `{actor} changed ${known.length === 0 ? 'what the room says of itself' : listed(known)}`
}

// The room's clock and the store's differ, and nobody mutes for parts of a minute.
function spanOf(detail: Detail, { at }: AuditEntry): string {
  const until = numberOf(detail, 'until')
  const minutes = until === undefined ? 0 : Math.round((until - at) / MINUTE_MS)
  return minutes < 1 ? '' : ` for ${spanWords(minutes * MINUTE_MS)}`
}

const ROLES: Readonly<Record<string, string>> = {
  owner: 'an owner',
  admin: 'an admin',
  moderator: 'a moderator',
  member: 'a member',
}

function appointed(detail: Detail): string {
  const role = calledIn(ROLES, wordOf(detail, 'role')) ?? 'something else'
  const was = calledIn(ROLES, wordOf(detail, 'was'))
  return `{actor} made {target} ${role}${was === undefined ? '' : `, who was ${was}`}`
}

function messagesOf(detail: Detail): string {
  const count = numberOf(detail, 'count')
  if (count === undefined) return 'messages'
  return count === 1 ? 'a message' : counted(count, 'message')
}
