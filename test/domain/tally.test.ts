import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Allowance,
  attempt,
  delayAfter,
  giveBack,
  type Slowdown,
  type Tally,
  take,
} from '../../worker/domain/tally.ts'

const THREE: Allowance = { most: 3, windowMs: 1_000 }
const SLOW: Slowdown = { free: 2, baseMs: 100, capMs: 1_000, windowMs: 5_000 }

/** Attempts at these moments, and how long each was told to wait. */
function waits(moments: readonly number[], rule: Slowdown): number[] {
  let tally: Tally | undefined
  return moments.map(now => {
    const counted = attempt(tally, rule, now)
    tally = counted.tally
    return counted.waitMs
  })
}

describe('an allowance', () => {
  it('lets so many pass in a window that begins with the first', () => {
    let tally: Tally | undefined
    const answers = [0, 10, 500, 600, 999, 1_000, 1_001].map(now => {
      const counted = take(tally, THREE, now)
      tally = counted.tally
      return counted.waitMs
    })
    expect(answers).toEqual([0, 0, 0, 400, 1, 0, 0])
  })

  it('has room for one more once one is given back, in the same window', () => {
    const full = { count: 3, until: 1_000, notBefore: 0 }
    expect(take(giveBack(full), THREE, 10)).toEqual({ tally: full, waitMs: 0 })
    expect(giveBack({ ...full, count: 1 })).toBeUndefined()
    expect(giveBack(undefined)).toBeUndefined()
  })
})

describe('a slowdown', () => {
  it('has some for nothing, then each waits twice as long, up to the cap', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 99].map(count => delayAfter(count, SLOW))).toEqual([
      0, 100, 200, 400, 800, 1_000, 1_000, 1_000,
    ])
  })

  it('tells who comes too early how long is left, and does not count them', () => {
    expect(waits([0, 0, 0, 50, 99, 100, 100, 299, 300], SLOW)).toEqual([
      0, 0, 100, 50, 1, 0, 200, 1, 0,
    ])
  })

  it('is forgotten after its window without an attempt', () => {
    expect(waits([0, 0, 5_000, 5_000, 5_000], SLOW)).toEqual([0, 0, 0, 0, 100])
  })

  it('lets nobody pass more often than who asks every millisecond', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 100 }), steps => {
        let now = 0
        const moments = steps.map(step => {
          now += step
          return now
        })
        const most = passed(Array.from({ length: now + 1 }, (_, at) => at))
        // Those that come in one millisecond are bounded by what is for nothing.
        expect(passed(moments)).toBeLessThanOrEqual(most + SLOW.free)
      }),
      { numRuns: 50 },
    )
  })
})

function passed(moments: readonly number[]): number {
  return waits(moments, SLOW).filter(wait => wait === 0).length
}
