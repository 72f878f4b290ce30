import { expect, it } from 'vitest'
import { spread } from '../../../bench/report/spread.ts'

it('takes the middle of an odd number, whatever their order', () => {
  expect(spread([10, 9, 200])).toEqual({ median: 10, min: 9, max: 200 })
})

it('takes halfway between the two in the middle of an even number', () => {
  expect(spread([4, 1, 100, 2])).toEqual({ median: 3, min: 1, max: 100 })
})

it('takes one for all three', () => {
  expect(spread([7])).toEqual({ median: 7, min: 7, max: 7 })
})

it('leaves the values in their order', () => {
  const values = [3, 1, 2]
  spread(values)
  expect(values).toEqual([3, 1, 2])
})

it('throws on no values, and on what is no number', () => {
  expect(() => spread([])).toThrow('nothing was measured')
  expect(() => spread([1, Number.NaN])).toThrow('not all of these are numbers')
})
