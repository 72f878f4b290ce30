import { describe, expect, test } from 'vitest'
import type { Scheduled } from '../../../../protocol/rest.ts'
import { nextLook, waitingText, withScheduled } from '../../../../web/state/writing/scheduled.ts'

const NOW = 1_000_000_000
const HOUR = 3_600_000

function one(at: number, code: string | null = null): Scheduled {
  return { id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`, at, body: 'Hi', code }
}

describe('what waits', () => {
  test.each([
    [[], undefined],
    [[one(1)], '1 message waits'],
    [[one(1), one(2)], '2 messages wait'],
    [[one(1, 'muted')], '1 message could not be said'],
    [[one(1), one(2, 'muted')], '1 message waits, 1 message could not be said'],
  ])('%# is said in a few words', (all, text) => {
    expect(waitingText(all)).toBe(text)
  })

  test('is in the order of its times', () => {
    expect(withScheduled([one(1), one(3)], one(2)).map(({ at }) => at)).toEqual([1, 2, 3])
  })
})

describe('it is looked again', () => {
  test('once the first may have been said', () => {
    expect(nextLook([one(NOW + 2 * HOUR), one(NOW + HOUR)], NOW)).toBe(HOUR + 2_000)
  })

  test('not all the time, while one is late', () => {
    expect(nextLook([one(NOW - HOUR)], NOW)).toBe(10_000)
  })

  test('now and then, where one is far away', () => {
    expect(nextLook([one(NOW + 300 * 24 * HOUR)], NOW)).toBe(6 * HOUR)
  })

  test('never for what could not be said', () => {
    expect(nextLook([one(NOW, 'muted')], NOW)).toBeUndefined()
  })
})
