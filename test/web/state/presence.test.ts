import { describe, expect, test } from 'vitest'
import {
  lastSeenWords,
  thereAtAll,
  thereIn,
  thereWords,
  withGone,
} from '../../../web/state/presence.ts'
import { withStandings } from '../../../web/state/standings.ts'
import { ADA, ALAN, GRACE, MINUTE, NOON } from './cast.ts'

const HOUR = 60 * MINUTE

const company = (here: string[], away: string[] = [], lastSeen: [string, number][] = []) => ({
  here: new Set(here),
  away: new Set(away),
  lastSeen: new Map(lastSeen),
})

describe('how somebody is there', () => {
  test.each([
    ['in the room, wherever else', company([ADA]), 'offline', 'here'],
    ['in the room, and turned away from it', company([ADA], [ADA]), 'away', 'away'],
    [
      'in the room, turned away from it, and somewhere else',
      company([ADA], [ADA]),
      'here',
      'online',
    ],
    ['somewhere else', company([GRACE], [ADA]), 'here', 'online'],
    ['somewhere else, and turned away', company([]), 'away', 'away'],
    ['nowhere', company([]), 'offline', 'offline'],
  ] as const)('%s', (_, room, presence, seen) => {
    expect(thereIn(room, ADA, { id: ADA, presence })).toEqual({ presence: seen })
  })

  test('is nowhere, as long as nothing is known', () => {
    expect(thereIn(company([]), ADA, undefined)).toEqual({ presence: 'offline' })
    expect(thereAtAll(undefined)).toEqual({ presence: 'offline' })
  })

  test('was last there when it was last seen, in the room or anywhere', () => {
    const room = company([], [], [[ADA, 1]])
    const seen = (lastSeenAt?: number) =>
      thereIn(room, ADA, { id: ADA, presence: 'offline', ...(lastSeenAt && { lastSeenAt }) })
    expect(seen(2).lastSeenAt).toBe(2)
    expect(seen().lastSeenAt).toBe(1)
    expect(thereIn(company([]), ADA, { id: ADA, presence: 'offline', lastSeenAt: 3 })).toEqual({
      presence: 'offline',
      lastSeenAt: 3,
    })
  })

  test.each([
    [{ presence: 'here' }, 'here now'],
    [{ presence: 'online' }, 'online'],
    [{ presence: 'away' }, 'away'],
    [{ presence: 'offline' }, ''],
    [{ presence: 'offline', lastSeenAt: NOON - HOUR }, 'last seen an hour ago'],
    [{ presence: 'offline', lastSeenAt: NOON + HOUR }, 'last seen just now'],
  ] as const)('%o is said as "%s"', (there, words) => {
    expect(thereWords({ lastSeenAt: undefined, ...there }, NOON, 'en-GB')).toBe(words)
  })
})

test('what was known of others stays while some are told of anew', () => {
  const before = withStandings(new Map(), [
    { id: ADA, presence: 'here' },
    { id: GRACE, presence: 'away' },
  ])
  const after = withStandings(before, [{ id: GRACE, presence: 'offline', lastSeenAt: 1 }])
  expect([...after.values()].map(({ presence }) => presence)).toEqual(['here', 'offline'])
})

describe('when somebody was last here', () => {
  test.each([
    [0, 'last seen just now'],
    [MINUTE, 'last seen a minute ago'],
    [59 * MINUTE, 'last seen 59 minutes ago'],
    [HOUR, 'last seen an hour ago'],
    [3 * HOUR + MINUTE, 'last seen 3 hours ago'],
    [23 * HOUR, 'last seen 23 hours ago'],
    [24 * HOUR, 'last seen a day ago'],
    [72 * HOUR, 'last seen 3 days ago'],
  ])('%i ms ago is %s', (ago, words) => {
    expect(lastSeenWords(NOON - ago, NOON, 'en-GB')).toBe(words)
  })

  test('is a date when it is long ago', () => {
    expect(lastSeenWords(NOON - 90 * 24 * HOUR, NOON, 'en-GB')).toMatch(
      /^last seen on \d+ \w+ \d{4}$/,
    )
  })

  test('is now for who has just gone, and as it was for the others', () => {
    const known = new Map([[ALAN, 1]])
    const after = withGone(known, new Set([ADA, GRACE]), new Set([ADA]), NOON)
    expect(after).toEqual(
      new Map([
        [ALAN, 1],
        [GRACE, NOON],
      ]),
    )
    expect(withGone(known, new Set([ADA]), new Set([ADA, GRACE]), NOON)).toBe(known)
  })
})
