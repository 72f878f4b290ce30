import { expect, it } from 'vitest'
import { line, resultOf } from '../../../bench/report/json.ts'
import type { Result } from '../../../bench/report/result.ts'

const result: Result = {
  scenario: 'fan-out-100-saturated',
  subject: 'alcove',
  date: '2026-11-21T10:20:30.000Z',
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
    date: '2026-11-21T10:20:30.000Z',
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

it('reads a result back from it, to six digits', () => {
  const { figures, ...rest } = resultOf(line(result, { ratioToSeedStack: 24.41860465 }))
  const { figures: _, ...written } = result
  expect(rest).toEqual(written)
  expect(figures).toEqual({ deliveryP99Ms: { median: 1.23457, min: 1, max: 2.5 } })
})

it('refuses a field that would replace another', () => {
  const twice = { ...result, setup: { deliveryP99Ms: 5 } }
  expect(() => line(twice, {})).toThrow('two fields of a result are named deliveryP99Ms')
})
