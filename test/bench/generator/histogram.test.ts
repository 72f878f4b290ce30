import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Histogram } from '../../../bench/generator/histogram.ts'

test('of nothing says nothing', () => {
  const histogram = new Histogram()
  expect([histogram.count, histogram.quantile(0.5), histogram.max]).toEqual([0, 0, 0])
})

test('finds each quantile of any times within a sixtieth, and never beyond the longest', () => {
  const times = fc.array(fc.double({ min: 0.02, max: 60_000, noNaN: true }), { minLength: 1 })
  const share = fc.double({ min: 0.01, max: 1, noNaN: true })
  fc.assert(
    fc.property(times, share, (times, share) => {
      const histogram = new Histogram()
      for (const time of times) histogram.add(time)
      const sorted = times.toSorted((a, b) => a - b)
      const exact = sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
      const found = histogram.quantile(share)
      expect(found).toBeGreaterThanOrEqual(exact * (1 - 1e-9))
      expect(found).toBeLessThanOrEqual(Math.min(exact * (1 + 1 / 60) + 0.01, sorted.at(-1) ?? 0))
    }),
  )
})

test('counts what came before it was due as no time at all', () => {
  const histogram = new Histogram()
  histogram.add(-3)
  expect(histogram.quantile(1)).toBe(0)
})
