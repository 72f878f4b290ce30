import { describe, expect, test } from 'vitest'
import { GOALS } from '../../bench/goals.ts'
import { options } from '../../bench/options.ts'
import { RESULTS } from '../../bench/report/files.ts'
import { SCENARIOS } from '../../bench/scenarios/index.ts'
import { Remedy } from '../../dev/remedy.ts'

const names = (...args: string[]) => options(args).scenarios.map(({ name }) => name)

describe('the command', () => {
  test('measures everything five times and publishes it, unless told otherwise', () => {
    const { scenarios, pace, isJson, folder } = options([])
    expect(scenarios).toBe(SCENARIOS)
    expect([pace.runs, isJson, folder]).toEqual([5, false, RESULTS])
  })

  test('publishes neither a part nor a brief run by itself', () => {
    expect(options(['join']).folder).toBeUndefined()
    expect(options(['--brief']).folder).toBeUndefined()
    expect(options(['join', '--out', '/tmp/x']).folder).toBe('/tmp/x')
  })

  test('takes a scenario by its name, or all whose names begin alike', () => {
    expect(names('outbox')).toEqual(['outbox'])
    expect(names('fan-out-100-')).toEqual([
      'fan-out-100-saturated',
      'fan-out-100-in-time',
      'fan-out-100-light',
    ])
    expect(names('wire', 'join')).toEqual(['wire', 'join'])
  })

  test('says what there is when something else is asked for', () => {
    expect(() => options(['nonsense'])).toThrow(/There is no scenario nonsense.*fan-out-100-light/)
    expect(() => options(['--runs', '0'])).toThrow(new Remedy('--runs is a number from 1.'))
    expect(() => options(['--runs', 'many'])).toThrow(new Remedy('--runs is a number from 1.'))
    expect(() => options(['--faster'])).toThrow(Remedy)
  })
})

test('every goal is about a scenario that there is, and no two scenarios share a name', () => {
  const all = SCENARIOS.map(({ name }) => name)
  expect(new Set(all).size).toBe(all.length)
  for (const { scenario } of GOALS) expect(all).toContain(scenario)
})
