import { describe, expect, test } from 'vitest'
import { newRoom, type Room, type RoomEvent, type RoomField } from '../../protocol/events.ts'
import { deedsOf } from '../../worker/domain/deeds.ts'

const [ADA, GRACE] = [
  '0190a000-0000-7000-8000-00000000000a',
  '0190a000-0000-7000-8000-00000000000b',
]
const room = newRoom({
  ...{ id: '0190a000-0000-7000-8000-000000000001', name: 'Workshop', topic: 'Engines' },
  ...{ description: 'Long', visibility: 'public', createdBy: ADA, createdAt: 1 },
})
const grace = { id: GRACE, username: 'grace', displayName: 'Grace', joinedAt: 1 }
const head = { seq: 5, id: '0190a000-0000-7000-8000-00000000000e', at: 9, by: ADA }

type Told = RoomEvent extends infer E
  ? E extends RoomEvent
    ? Omit<E, keyof typeof head>
    : never
  : never

function told(event: Told & { by?: string }, kind: Room['kind'] = 'room') {
  const deeds = deedsOf({ kind }, { ...head, ...event } as RoomEvent)
  return deeds.map(({ action, target, detail }) => [action, target, detail])
}

function changed(changes: Partial<Room>, ...fields: RoomField[]) {
  return told({ type: 'room.changed', room: { ...room, ...changes }, changed: fields })
}

describe('what the audit keeps of an event', () => {
  test('is how a room came to be and what became of it', () => {
    expect(told({ type: 'room.created', room })).toEqual([
      ['room.created', null, { name: 'Workshop', visibility: 'public' }],
    ])
    expect(changed({ name: 'Study' }, 'name')).toEqual([['room.renamed', null, { name: 'Study' }]])
    expect(changed({}, 'settings')).toEqual([['room.settings_changed', null, room.settings]])
    expect(changed({ archivedAt: 3 }, 'archived')).toEqual([['room.archived', null, {}]])
    expect(changed({}, 'archived')).toEqual([['room.unarchived', null, {}]])
    expect(changed({ deletedAt: 3 }, 'deleted')).toEqual([['room.deleted', null, {}]])
    expect(changed({}, 'deleted')).toEqual([['room.restored', null, {}]])
  })

  test('is each deed of a change by itself', () => {
    const fields = ['name', 'topic', 'description', 'archived'] as const
    expect(changed({ name: 'Study', archivedAt: 3 }, ...fields)).toEqual([
      ['room.renamed', null, { name: 'Study' }],
      ['room.changed', null, { fields: ['topic', 'description'], topic: 'Engines' }],
      ['room.archived', null, {}],
    ])
  })

  test('is who came, by whom somebody went, and why', () => {
    const left = { type: 'member.left', member: { ...grace, role: null }, banned: false } as const
    expect(told({ type: 'member.joined', member: { ...grace, role: 'member' } })).toEqual([
      ['member.joined', GRACE, {}],
    ])
    expect(told({ ...left, by: GRACE })).toEqual([['member.left', GRACE, {}]])
    expect(told({ ...left, reason: 'Noise' })).toEqual([
      ['member.removed', GRACE, { reason: 'Noise' }],
    ])
    expect(told({ ...left, banned: true, reason: '' })).toEqual([['member.banned', GRACE, {}]])
    expect(told({ type: 'member.unbanned', member: { ...grace, role: null } })).toEqual([
      ['member.unbanned', GRACE, {}],
    ])
  })

  test('is who was muted, until when, and who may speak again', () => {
    const member = { ...grace, role: 'member' } as const
    const muted = { type: 'member.muted', member: { ...member, mutedUntil: 70 } } as const
    expect(told({ ...muted, reason: 'Noise' })).toEqual([
      ['member.muted', GRACE, { until: 70, reason: 'Noise' }],
    ])
    expect(told({ type: 'member.muted', member })).toEqual([['member.unmuted', GRACE, {}]])
  })

  test('is a role that was given, and never a name that was chosen', () => {
    const member = { ...grace, role: 'moderator' } as const
    expect(told({ type: 'member.changed', member, was: 'member' })).toEqual([
      ['member.role_changed', GRACE, { was: 'member', role: 'moderator' }],
    ])
    expect(told({ type: 'member.changed', member })).toEqual([])
  })

  test('is which messages were removed, and of many the first', () => {
    const targets = Array.from({ length: 120 }, (_, index) => index + 1)
    const [[, , detail] = []] = told({ type: 'message.deleted', targets, reason: 'Spam' })
    expect(detail).toEqual({ count: 120, seqs: targets.slice(0, 50), reason: 'Spam' })
    const messages = [{ seq: 3, by: GRACE, body: 'A secret' }]
    expect(told({ type: 'message.restored', messages })).toEqual([
      ['message.restored', null, { count: 1, seqs: [3] }],
    ])
  })

  test('is what the room itself notes', () => {
    expect(told({ type: 'room.managed', action: 'link.made', detail: { days: 7 } })).toEqual([
      ['link.made', null, { days: 7 }],
    ])
  })

  test('is nothing of what was said, nor of anything in a conversation', () => {
    expect(told({ type: 'message.sent', cid: 'c', body: 'Hello' })).toEqual([])
    const joined = { type: 'member.joined', member: { ...grace, role: 'member' } } as const
    expect(told(joined, 'direct')).toEqual([])
    expect(told({ type: 'message.deleted', targets: [1] }, 'group')).toEqual([])
  })
})
