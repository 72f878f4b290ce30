import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  byRole,
  hueOf,
  initialsOf,
  membersOf,
  nameOf,
  peopleOf,
  rollOf,
  unknownIn,
  withEvents,
  withKnown,
  withNews,
} from '../../../web/state/people.ts'
import { ADA, ALAN, changed, GRACE, joined, left, member, message } from './cast.ts'

const ada = member(ADA, 'Ada', { role: 'owner' })
const grace = member(GRACE, 'Grace')
const alan = member(ALAN, 'Alan')

describe('the roll', () => {
  test('tells who is here from who is not, by rank, then by name', () => {
    const roll = rollOf(peopleOf([grace, alan, ada]), new Set([GRACE, ALAN, ADA]), () => true)
    expect(roll.here.map(who => who.displayName)).toEqual(['Ada', 'Alan', 'Grace'])
    expect(roll.offline).toEqual([])
  })

  test('tells who is somewhere else from who is nowhere', () => {
    const roll = rollOf(peopleOf([grace, alan, ada]), new Set([ADA]), id => id !== ALAN)
    expect([roll.here, roll.online, roll.offline]).toEqual([[ada], [grace], [alan]])
  })

  test('leaves out people who have left, whose names are still known', () => {
    const people = peopleOf([ada, { ...grace, role: null }])
    expect(membersOf(people)).toEqual([ada])
    expect(nameOf(people, GRACE)).toBe('Grace')
  })

  test('does not list somebody present who is no member', () => {
    expect(rollOf(peopleOf([ada]), new Set([GRACE]), () => false).here).toEqual([])
  })

  test('grows with those who join, and only then', () => {
    const people = peopleOf([ada])
    expect(withEvents(people, [message(1)])).toBe(people)
    expect(membersOf(withEvents(people, [joined(2, grace), joined(2, grace)]))).toEqual([
      ada,
      grace,
    ])
  })

  test('shrinks by those who leave or are removed, whose names stay known', () => {
    const people = withEvents(peopleOf([ada, grace, alan]), [left(2, grace), left(3, alan, ADA)])
    expect(membersOf(people)).toEqual([ada])
    expect(nameOf(people, GRACE)).toBe('Grace')
  })

  test('follows a change of role, and takes back who joins again', () => {
    const moderator = { ...grace, role: 'moderator' as const }
    const people = withEvents(peopleOf([ada, grace]), [changed(2, ADA, moderator)])
    expect(people.get(GRACE)).toEqual(moderator)
    expect(withEvents(people, [left(3, moderator), joined(4, grace)]).get(GRACE)).toEqual(grace)
  })

  test('takes people who were looked up for new, and what a room says of them for newer', () => {
    const people = peopleOf([ada])
    const older = { ...ada, role: 'member' as const }
    expect(withKnown(people, [older])).toBe(people)
    expect(withKnown(people, [older, grace]).get(ADA)).toBe(ada)
    expect(membersOf(withKnown(people, [grace]))).toEqual([ada, grace])
    expect(withNews(people, [older, grace]).get(ADA)).toBe(older)
    expect(withNews(people, [])).toBe(people)
  })

  test('knows who did something and is not known', () => {
    const events = [message(1, GRACE), message(2), message(3, GRACE), changed(4, ALAN, grace)]
    expect(unknownIn(events, peopleOf([ada]))).toEqual([GRACE, ALAN])
  })

  test('puts members under their roles', () => {
    const roles = byRole([grace, ada, alan, { ...alan, role: null }])
    expect(roles).toEqual([
      ['owner', [ada]],
      ['member', [grace, alan]],
    ])
  })

  test('has a name for authors it does not know', () => {
    expect(nameOf(peopleOf([]), ADA)).toBe('Somebody')
  })
})

test.each([
  ['Ada Lovelace', 'AL'],
  ['grace', 'G'],
  ['edsger w. dijkstra', 'ED'],
  ['jean-luc', 'JL'],
  ['林美玲', '林'],
  ['  ', ' '],
  ['🦉', '🦉'],
  ['🦉 Owl', 'O'],
  ['', '?'],
  ['ÿ', 'Ÿ'],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test('initials never break a character apart', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), name => initialsOf(name).isWellFormed()))
})

test('an id always has the same hue, and ids spread over the circle', () => {
  expect(hueOf(ADA)).toBe(hueOf(ADA))
  const hues = new Set(fc.sample(fc.uuid(), { numRuns: 300, seed: 1 }).map(hueOf))
  expect(hues.size).toBe(12)
})
