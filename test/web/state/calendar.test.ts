import { expect, test } from 'vitest'
import { dateOf, momentOf } from '../../../web/state/calendar.ts'

test('a day is written as a date field has it', () => {
  expect(dateOf(new Date(2026, 2, 7, 23, 59).getTime())).toBe('2026-03-07')
})

test('a day begins at its local midnight', () => {
  expect(momentOf('2026-03-07')).toBe(new Date(2026, 2, 7).getTime())
})

test('what a date field has while it is being filled in is no day', () => {
  expect(momentOf('')).toBeUndefined()
  expect(momentOf('2026-3-7')).toBeUndefined()
})
