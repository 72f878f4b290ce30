import { describe, expect, test } from 'vitest'
import { lastSeenWords, presenceOf, withGone } from '../../../web/state/presence.ts'
import { ADA, ALAN, GRACE, MINUTE, NOON } from './cast.ts'

const HOUR = 60 * MINUTE

test('somebody is here, away or offline; who is not here is not away', () => {
  const here = new Set([ADA, GRACE])
  const away = new Set([GRACE, ALAN])
  expect([ADA, GRACE, ALAN].map(id => presenceOf(id, here, away))).toEqual([
    'here',
    'away',
    'offline',
  ])
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
