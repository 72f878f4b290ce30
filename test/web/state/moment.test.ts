import { describe, expect, test } from 'vitest'
import { agoWords, dateWords, untilWords } from '../../../web/state/moment.ts'

const HOUR = 3_600_000
/** A Wednesday. */
const NOON = new Date(2026, 5, 17, 12).getTime()

describe('a moment that has passed', () => {
  test.each([
    [20_000, 'just now'],
    [60_000, 'a minute ago'],
    [20 * 60_000, '20 minutes ago'],
    [2 * HOUR, 'today at 10:00'],
    [13 * HOUR, 'yesterday at 23:00'],
    [48 * HOUR, 'on Monday at 12:00'],
    [30 * 24 * HOUR, 'on 18 May 2026'],
  ])('%d ms ago is %s', (age, words) => {
    expect(agoWords(NOON - age, NOON, 'en-GB')).toBe(words)
  })

  test('by a clock that is ahead is now', () => {
    expect(agoWords(NOON + HOUR, NOON, 'en-GB')).toBe('just now')
  })
})

describe('a moment to come', () => {
  test.each([
    [HOUR, '13:00'],
    [12 * HOUR, 'tomorrow at 00:00'],
    [48 * HOUR, '19 June 2026'],
  ])('in %d ms is %s', (wait, words) => {
    expect(untilWords(NOON + wait, NOON, 'en-GB')).toBe(words)
  })
})

test('a date is in the order the person is used to', () => {
  expect(dateWords(NOON, 'en-US')).toBe('June 17, 2026')
})
