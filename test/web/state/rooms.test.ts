import { describe, expect, test } from 'vitest'
import type { RoomSummary } from '../../../protocol/rest.ts'
import { mistakesInRoom } from '../../../web/state/room-fields.ts'
import {
  neighbourOf,
  placeOf,
  shelvesOf,
  titleOf,
  withMembership,
  withoutInvitation,
  withoutMembership,
  withPreferences,
  withRoom,
} from '../../../web/state/rooms.ts'
import { ADA, NOON, workshop } from './cast.ts'

const room = (id: string, role: RoomSummary['role'] = 'member'): RoomSummary => ({
  ...workshop(ADA, { id, name: id }),
  members: 2,
  role,
  lastActivityAt: NOON,
  preferences: { favourite: false, muted: false, hidden: false },
  people: [],
})
const list = {
  joined: [room('workshop'), room('garden')],
  open: [room('library', null)],
  invited: [],
}

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
  expect(withoutMembership({ joined: [cellar], open: [], invited: [] }, 'cellar')).toEqual({
    joined: [],
    open: [],
    invited: [],
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

describe('shelves', () => {
  const kept = (id: string, preferences: Partial<RoomSummary['preferences']>, rest = {}) => {
    const one = room(id)
    return { ...one, preferences: { ...one.preferences, ...preferences }, ...rest }
  }

  test('hold favourites, rooms and conversations apart, and nothing that was put away', () => {
    const joined = [
      kept('workshop', {}),
      kept('garden', { favourite: true }),
      kept('ada', {}, { kind: 'direct' }),
      kept('crowd', { hidden: true }, { kind: 'group' }),
      kept('alan', { favourite: true }, { kind: 'direct' }),
    ]
    const ids = Object.values(shelvesOf({ ...list, joined })).map(rooms =>
      rooms.map((one: RoomSummary) => one.id),
    )
    expect(ids).toEqual([['garden', 'alan'], ['workshop'], ['ada']])
  })

  test('take what somebody prefers, and leave the rest', () => {
    const after = withPreferences(list, 'garden', { favourite: true })
    expect(after.joined.map(one => one.preferences.favourite)).toEqual([false, true])
    expect(withPreferences(after, 'garden', { muted: true }).joined[1]?.preferences).toEqual({
      favourite: true,
      muted: true,
      hidden: false,
    })
  })
})

describe('a conversation', () => {
  const people = ['Ada', 'Grace', 'Alan', 'Mary'].map(displayName => ({
    id: displayName,
    username: displayName.toLowerCase(),
    displayName,
  }))
  const of = (count: number, members = count + 1) =>
    titleOf({ kind: 'group', name: '', people: people.slice(0, count), members })

  test('is called by the others in it', () => {
    expect(of(1)).toBe('Ada')
    expect(of(3)).toBe('Ada, Grace, and Alan')
    expect(of(4)).toBe('Ada, Grace, and 2 others')
    expect(of(3, 20)).toBe('Ada, Grace, and 17 others')
    expect(of(0)).toBe('Just you')
  })

  test('of which somebody gave the name has that one, as rooms do', () => {
    expect(titleOf({ kind: 'group', name: 'Lunch', people, members: 5 })).toBe('Lunch')
    expect(titleOf(room('workshop'))).toBe('workshop')
  })
})

test('an invitation is a door, and is gone once it was answered', () => {
  const by = { id: ADA, username: 'ada', displayName: 'Ada' }
  const asked = { ...list, invited: [{ room: room('cellar', null), by, until: NOON }] }
  expect(placeOf(asked, 'cellar')).toMatchObject({ joined: false, by: { displayName: 'Ada' } })
  expect(withoutInvitation(asked, 'cellar').invited).toEqual([])
  const inside = withMembership(asked, 'cellar')
  expect(inside.joined[0]).toMatchObject({ id: 'cellar', role: 'member' })
  expect(inside.invited).toEqual([])
})

test('a room that is another now is so in the list, and out of it when it is deleted', () => {
  const card = workshop(ADA, { id: 'garden', name: 'Orchard' })
  expect(withRoom(list, card).joined[1]).toMatchObject({ name: 'Orchard', members: 2 })
  expect(withRoom(list, { ...card, deletedAt: NOON }).joined).toHaveLength(1)
})
