import { expect, test } from 'vitest'
import type { RoomSummary } from '../../../protocol/rest.ts'
import { mistakesInRoom } from '../../../web/state/room-fields.ts'
import {
  neighbourOf,
  placeOf,
  withMembership,
  withoutMembership,
} from '../../../web/state/rooms.ts'
import { ADA, NOON } from './cast.ts'

const room = (id: string, role: RoomSummary['role'] = 'member'): RoomSummary => ({
  id,
  name: id,
  topic: '',
  description: '',
  visibility: 'public',
  createdBy: ADA,
  createdAt: NOON,
  members: 2,
  role,
  lastActivityAt: NOON,
})
const list = { joined: [room('workshop'), room('garden')], open: [room('library', null)] }

test('a room is among one’s own, open to join, or unknown', () => {
  expect(placeOf(list, 'garden')).toMatchObject({ joined: true })
  expect(placeOf(list, 'library')).toMatchObject({ joined: false })
  expect(placeOf(list, 'cellar')).toBeUndefined()
})

test('a room that was joined moves to one’s own, with one member more', () => {
  const after = withMembership(list, 'library')
  expect(after.joined[0]).toMatchObject({ id: 'library', role: 'member', members: 3 })
  expect(after.open).toEqual([])
  expect(withMembership(list, 'garden')).toBe(list)
})

test('a room that was left is open to join, with one member less, unless it is private', () => {
  const after = withoutMembership(list, 'garden')
  expect(after.joined.map(joined => joined.id)).toEqual(['workshop'])
  expect(after.open[0]).toMatchObject({ id: 'garden', role: null, members: 1 })
  const cellar = { ...room('cellar'), visibility: 'private' as const }
  expect(withoutMembership({ joined: [cellar], open: [] }, 'cellar')).toEqual({
    joined: [],
    open: [],
  })
  expect(withoutMembership(list, 'library')).toBe(list)
})

test('the keys go from room to room and stop at the ends', () => {
  expect(neighbourOf(list.joined, 'workshop', 1)?.id).toBe('garden')
  expect(neighbourOf(list.joined, 'garden', 1)).toBeUndefined()
  expect(neighbourOf(list.joined, 'workshop', -1)).toBeUndefined()
  expect(neighbourOf(list.joined, undefined, 1)?.id).toBe('workshop')
  expect(neighbourOf(list.joined, undefined, -1)?.id).toBe('garden')
})

test('a form for a room says what is wrong in which field', () => {
  expect(mistakesInRoom({ name: 'Workshop', topic: '' })).toEqual({})
  expect(mistakesInRoom({ name: ' \u200b', topic: '' })).toEqual({ name: 'Give the room a name.' })
  expect(mistakesInRoom({ name: 'x'.repeat(101), topic: 'x'.repeat(251) })).toEqual({
    name: 'At most 100 characters.',
    topic: 'At most 250 characters.',
  })
})
