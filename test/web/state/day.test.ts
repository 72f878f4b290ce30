import { describe, expect, test } from 'vitest'
import { agoLabel, dayLabel, dayOf, timeLabel } from '../../../web/state/day.ts'

const on = (month: number, day: number, hours = 12, minutes = 0, year = 2026) =>
  new Date(year, month - 1, day, hours, minutes).getTime()
const now = on(6, 17, 9)

describe('a day', () => {
  test('begins at local midnight', () => {
    expect(dayOf(on(6, 17, 0))).toBe(20_260_617)
    expect(dayOf(on(6, 17, 0) - 1)).toBe(20_260_616)
  })

  test.each([
    [on(6, 17, 0), 'Today'],
    [on(6, 16, 23, 59), 'Yesterday'],
    [on(6, 15, 0), 'Monday'],
    [on(6, 11), 'Thursday'],
    [on(6, 10), 'Wednesday 10 June'],
    [on(12, 31, 12, 0, 2025), 'Wednesday, 31 December 2025'],
  ])('%i is called %s', (at, label) => {
    expect(dayLabel(at, now, 'en-GB')).toBe(label)
  })

  test('in the future is not a weekday of the last week', () => {
    expect(dayLabel(on(6, 19), now, 'en-GB')).toBe('Friday 19 June')
  })

  test('of 23 or 25 hours still counts as one', () => {
    for (const [month, day] of [
      [3, 30],
      [10, 26],
    ] as const)
      expect(dayLabel(on(month, day - 1, 1), on(month, day, 1), 'en-GB')).toBe('Yesterday')
  })
})

test('the time of day follows the locale', () => {
  expect(timeLabel(on(6, 17, 14, 5), 'en-GB')).toBe('14:05')
  expect(timeLabel(on(6, 17, 14, 5), 'en-US')).toMatch(/^2:05\sPM$/u)
})

test.each([
  [now + 5_000, 'now'],
  [now - 59_000, 'now'],
  [now - 60_000, '1 min'],
  [now - 59 * 60_000, '59 min'],
  [on(6, 17, 1, 30), '01:30'],
  [on(6, 16, 22), 'Yesterday'],
  [on(6, 14), 'Sun'],
  [on(6, 1), '1 Jun'],
])('%i is %s ago', (at, label) => {
  expect(agoLabel(at, now, 'en-GB')).toBe(label)
})
