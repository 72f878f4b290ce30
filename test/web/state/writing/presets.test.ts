import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SCHEDULED_MAX_MS } from '../../../../protocol/limits.ts'
import { momentWords } from '../../../../web/state/writing/moment-words.ts'
import { mistakeIn, presetsAt } from '../../../../web/state/writing/presets.ts'

const HOUR = 3_600_000
const zone = process.env.TZ

/** In Berlin 29 March 2026 has 23 hours, and 25 October 25. */
beforeAll(() => {
  process.env.TZ = 'Europe/Berlin'
})
afterAll(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

/** What is offered at a local time, as local times. */
function offered(now: string): Record<string, string> {
  const presets = presetsAt(new Date(now).getTime())
  return Object.fromEntries(presets.map(({ label, at }) => [label, local(at)]))
}

function local(at: number): string {
  return new Date(at).toLocaleString('sv').slice(0, 'yyyy-mm-dd hh:mm'.length)
}

describe('moments that are offered', () => {
  test('on an ordinary day', () => {
    // A Wednesday.
    expect(offered('2026-06-17T12:20')).toEqual({
      'In 1 hour': '2026-06-17 13:20',
      'This evening': '2026-06-17 18:00',
      Tomorrow: '2026-06-18 09:00',
      'On Monday': '2026-06-22 09:00',
    })
  })

  test('have no evening once it is there, or nearly', () => {
    expect(offered('2026-06-17T17:45')).toHaveProperty('This evening')
    expect(offered('2026-06-17T17:46')).not.toHaveProperty('This evening')
    expect(offered('2026-06-17T23:30')).toEqual({
      'In 1 hour': '2026-06-18 00:30',
      Tomorrow: '2026-06-18 09:00',
      'On Monday': '2026-06-22 09:00',
    })
  })

  test('name Monday only where it is not tomorrow', () => {
    expect(offered('2026-06-21T12:00')).not.toHaveProperty('On Monday')
    expect(offered('2026-06-22T12:00')).toMatchObject({ 'Next Monday': '2026-06-29 09:00' })
  })

  test('are by the clock on the wall when it is put forward or back', () => {
    expect(new Date('2026-03-29T12:00').getTimezoneOffset()).toBe(-120)
    expect(offered('2026-03-28T23:30')).toMatchObject({
      'In 1 hour': '2026-03-29 00:30',
      Tomorrow: '2026-03-29 09:00',
      'On Monday': '2026-03-30 09:00',
    })
    expect(offered('2026-03-29T01:30')).toMatchObject({
      'In 1 hour': '2026-03-29 03:30',
      'This evening': '2026-03-29 18:00',
    })
    expect(offered('2026-10-24T20:00')).toMatchObject({ Tomorrow: '2026-10-25 09:00' })
    expect(offered('2026-12-31T20:00')).toMatchObject({ Tomorrow: '2027-01-01 09:00' })
  })
})

test('a moment has to come, and within a year', () => {
  const now = Date.now()
  expect(mistakeIn(undefined, now)).toBe('Choose a day and a time.')
  expect(mistakeIn(now, now)).toBe('Choose a moment to come.')
  expect(mistakeIn(now + HOUR, now)).toBeUndefined()
  expect(mistakeIn(now + SCHEDULED_MAX_MS + 1, now)).toBe('Choose one within a year.')
})

describe('a moment in words', () => {
  const now = () => new Date('2026-06-17T12:00').getTime()
  test.each([
    ['2026-06-17T18:00', 'today at 18:00'],
    ['2026-06-18T09:00', 'tomorrow at 09:00'],
    ['2026-06-22T09:00', 'Monday at 09:00'],
    ['2026-06-24T09:00', '24 June 2026 at 09:00'],
  ])('%s is %s', (at, words) => {
    expect(momentWords(new Date(at).getTime(), now(), 'en-GB')).toBe(words)
  })
})
