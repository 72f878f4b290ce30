import { expect, it } from 'vitest'
import { readable, withUnit } from '../../../bench/report/number.ts'

it.each([
  [2_314_159, 0, '2.31M'],
  [1_000_000, 0, '1.00M'],
  [999_999, 1, '999,999'],
  [86_412.4, 1, '86,412'],
  [999.4, 1, '999.4'],
  [5, 1, '5.0'],
  [0, 0, '0'],
])('writes %d with %d decimals as %s', (value, decimals, text) => {
  expect(readable(value, decimals)).toBe(text)
})

it('puts units where they belong', () => {
  expect(withUnit('5', 'ms')).toBe('5 ms')
  expect(withUnit('5', '×')).toBe('5×')
  expect(withUnit('5', '')).toBe('5')
})
