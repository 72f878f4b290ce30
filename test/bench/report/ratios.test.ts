import { expect, it } from 'vitest'
import { ratiosOf } from '../../../bench/report/ratios.ts'
import { found } from './sample.ts'

const alcove = found('a', 'alcove', { deliveriesPerSecond: 2000, deliveryP50Ms: 3 })

it('compares rates where both have one', () => {
  const seeds = found('a', 'seed-stack', { deliveriesPerSecond: 100, deliveryP50Ms: 6 })
  const naive = found('a', 'naive-object', { deliveriesPerSecond: 50, deliveryP50Ms: 6 })
  expect(ratiosOf(alcove, [alcove, seeds, naive])).toEqual({
    ratioToSeedStack: 20,
    ratioToNaiveObject: 40,
  })
})

it('compares the delays where one has no rate, under names that say so', () => {
  const seeds = found('a', 'seed-stack', { deliveryP50Ms: 6 })
  const naive = found('a', 'naive-object', { deliveryP50Ms: 2 })
  expect(ratiosOf(alcove, [alcove, seeds, naive])).toEqual({
    deliveryP50ToSeedStack: 0.5,
    deliveryP50ToNaiveObject: 1.5,
  })
})

it('compares with the same scenario only', () => {
  const elsewhere = found('b', 'seed-stack', { deliveriesPerSecond: 100 })
  expect(ratiosOf(alcove, [elsewhere, alcove])).toEqual({})
})

it('compares nobody with itself', () => {
  const naive = found('a', 'naive-object', { deliveriesPerSecond: 50 })
  expect(ratiosOf(naive, [naive])).toEqual({})
})

it('has no ratio to nothing, nor a delay in its place', () => {
  const idle = found('a', 'seed-stack', { deliveriesPerSecond: 0, deliveryP50Ms: 6 })
  expect(ratiosOf(alcove, [alcove, idle])).toEqual({})
})

it('has none where there is nothing to compare', () => {
  const other = found('a', 'naive-object', { memoryMB: 80 })
  expect(ratiosOf(alcove, [alcove, other])).toEqual({})
})
