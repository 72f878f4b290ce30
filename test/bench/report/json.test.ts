import { expect, it } from 'vitest'
import { line } from '../../../bench/report/json.ts'
import type { Result } from '../../../bench/report/result.ts'

const result: Result = {
  scenario: 'fan-out-100-saturated',
  subject: 'alcove',
  runs: 3,
  setup: { sockets: 100, rate: 'all it takes' },
  figures: { deliveryP99Ms: { median: 1.23456789, min: 1, max: 2.5 } },
  verified: 12_345_678,
  notes: ['warm'],
}

it('writes a result as one flat object', () => {
  expect(line(result, { ratioToSeedStack: 24.41860465 })).toEqual({
    scenario: 'fan-out-100-saturated',
    subject: 'alcove',
    runs: 3,
    sockets: 100,
    rate: 'all it takes',
    deliveryP99Ms: 1.23457,
    verified: 12_345_678,
    ratioToSeedStack: 24.4186,
    spread: { deliveryP99Ms: [1, 2.5] },
    notes: ['warm'],
  })
})

it('refuses a field that would replace another', () => {
  const twice = { ...result, setup: { deliveryP99Ms: 5 } }
  expect(() => line(twice, {})).toThrow('two fields of a result are named deliveryP99Ms')
})
