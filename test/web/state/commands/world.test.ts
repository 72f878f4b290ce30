import { describe, expect, test } from 'vitest'
import type { RoomList, RoomSummary } from '../../../../protocol/rest.ts'
import { defaultSettings } from '../../../../protocol/room-settings.ts'
import { type Surroundings, worldOf } from '../../../../web/state/commands/world.ts'
import { peopleOf } from '../../../../web/state/people.ts'
import { ADA, ALAN, GRACE, member, NOON } from '../cast.ts'

const MARY = '00000000-0000-7000-8000-00000000a4a0'
const LINUS = '00000000-0000-7000-8000-000000001140'
const NO_ROOMS: RoomList = { joined: [], open: [], invited: [] }

function around(rest: Partial<Surroundings> = {}): Surroundings {
  return {
    me: ADA,
    standing: 'admin',
    room: { kind: 'room', settings: defaultSettings() },
    people: peopleOf([
      member(ADA, 'Ada', { role: 'admin' }),
      member(GRACE, 'Grace', { role: 'owner' }),
      member(LINUS, 'Linus'),
      member(ALAN, 'Alan', { role: null }),
    ]),
    here: new Set([ADA, LINUS]),
    rooms: NO_ROOMS,
    foundMembers: [],
    foundPeople: [],
    ...rest,
  }
}

function room(id: string, name: string, rest: Partial<RoomSummary> = {}): RoomSummary {
  return {
    ...{ id, name, topic: '', description: '', kind: 'room', visibility: 'public' },
    ...{ createdBy: ADA, createdAt: NOON, archivedAt: null, deletedAt: null },
    ...{ settings: defaultSettings(), members: 1, role: null, lastActivityAt: NOON, people: [] },
    preferences: { favourite: false, muted: false, hidden: false },
    ...rest,
  }
}

describe('people', () => {
  test('come with whoever is here first, and who does not belong last', () => {
    const { people } = worldOf(around())
    expect(people.map(({ username }) => username)).toEqual(['ada', 'linus', 'grace', 'alan'])
  })

  test('are known for oneself, and for standing below oneself', () => {
    const by = Map.groupBy(worldOf(around()).people, ({ username }) => username)
    expect(by.get('ada')).toMatchObject([{ isMe: true, isBelow: false }])
    expect(by.get('linus')).toMatchObject([{ isMe: false, isBelow: true }])
    expect(by.get('grace')).toMatchObject([{ isBelow: false }])
    expect(by.get('alan')).toMatchObject([{ role: null, isBelow: false }])
  })

  test('are each there once, as the page knows them, whoever else named them', () => {
    const { people } = worldOf(
      around({
        foundMembers: [member(LINUS, 'Linus of old'), member(MARY, 'Mary')],
        foundPeople: [
          { id: GRACE, username: 'grace', displayName: 'Grace' },
          { id: 'k', username: 'katherine', displayName: 'Katherine' },
        ],
      }),
    )
    expect(people.map(({ displayName, role }) => `${displayName} ${role}`)).toEqual([
      ...['Ada admin', 'Linus member', 'Grace owner', 'Mary member', 'Alan null', 'Katherine null'],
    ])
  })

  test('who deleted their account are not there', () => {
    const people = peopleOf([member(ALAN, '', { username: '', role: null })])
    expect(worldOf(around({ people })).people).toEqual([])
  })
})

describe('what can be done', () => {
  test('is what one may', () => {
    expect(worldOf(around()).commands).toContain('promote')
    expect(worldOf(around({ standing: 'member' })).commands).not.toContain('promote')
    expect(worldOf(around()).roles).toEqual(['moderator', 'member'])
    expect(worldOf(around({ standing: 'member' })).roles).toEqual([])
  })
})

test('rooms are those one is asked into, then the open ones, then one’s own', () => {
  const rooms: RoomList = {
    joined: [room('1', 'Mine'), room('2', '', { kind: 'direct' })],
    open: [room('3', 'Open', { topic: 'Tides' }), room('4', 'Bare')],
    invited: [
      {
        room: room('5', 'Asked'),
        by: { id: GRACE, username: 'grace', displayName: 'Grace' },
        until: NOON,
      },
    ],
  }
  expect(worldOf(around({ rooms })).rooms).toEqual([
    { name: 'Asked', hint: 'You are asked in' },
    { name: 'Open', hint: 'Tides' },
    { name: 'Bare', hint: 'Open to join' },
    { name: 'Mine', hint: 'One of yours' },
  ])
})
