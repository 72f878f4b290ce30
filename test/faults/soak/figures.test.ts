import { describe, expect, it } from 'vitest'
import type { Entry } from '../checker/history.ts'
import { type MemorySample, OutboxLag, percentile, slope } from './figures.ts'
import { readOptions } from './options.ts'

const MINUTE_MS = 60_000

function handed(seq: number, at: number): Entry {
  return { at, kind: 'event', client: 'c', user: 'u', seq, id: `${seq}`, type: 't', by: 'u' }
}

describe('the lag to Postgres', () => {
  it('runs from when an event is first seen to when it is found there', () => {
    const lag = new OutboxLag()
    const history = [handed(1, 100), handed(2, 110), handed(2, 150)]
    lag.sample(history, 0, 200)
    lag.sample(history, 1, 300)
    history.push(handed(3, 320))
    lag.sample(history, 3, 400)
    expect(lag.milliseconds).toEqual([200, 290, 80])
  })

  it('passes over what was carried before anybody saw it', () => {
    const lag = new OutboxLag()
    lag.sample([], 5, 100)
    lag.sample([handed(5, 150), handed(6, 160)], 6, 200)
    expect(lag.milliseconds).toEqual([40])
  })
})

describe('a percentile', () => {
  it.each([
    [[], 0.99, 0],
    [[7], 0.99, 7],
    [[3, 1, 2, 4], 0.5, 3],
    [Array.from({ length: 100 }, (_, n) => n + 1), 0.99, 100],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected)
  })
})

describe('the slope of memory', () => {
  function life(pid: number, from: number, bytes: (minute: number) => number): MemorySample[] {
    return Array.from({ length: 10 }, (_, minute) => ({
      pid,
      at: from + minute * MINUTE_MS,
      bytes: bytes(minute),
    }))
  }

  it('is one for all lives of the runtime, whatever the level of each', () => {
    const samples = [
      ...life(1, 0, minute => 1_000 + 50 * minute),
      ...life(2, 20 * MINUTE_MS, minute => 9_000 + 50 * minute),
    ]
    expect(slope(samples)).toBe(50)
  })

  it('does not count warming up', () => {
    expect(slope(life(1, 0, minute => (minute === 0 ? 1 : 5_000)))).toBe(0)
  })

  it('is nothing where nothing was seen', () => {
    expect(slope([])).toBe(0)
  })
})

describe('the command line of the soak', () => {
  it('is read, and refused in plain words', () => {
    expect(readOptions(['--minutes', '0.5', '--seed', '7', '--every', '8'])).toEqual({
      minutes: 0.5,
      seed: 7,
      every: 8,
    })
    expect(readOptions([])).toMatchObject({ minutes: 3, every: 60 })
    for (const wrong of [
      ['--minutes', '0'],
      ['--every', 'x'],
      ['--seed', 'x'],
      ['--hours', '1'],
    ])
      expect(() => readOptions(wrong)).toThrow()
  })
})
