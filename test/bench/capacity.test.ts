import { describe, expect, test } from 'vitest'
import { capacity, type Sample, sustained } from '../../bench/capacity.ts'
import type { Load } from '../../bench/crowd.ts'
import { Spoilt } from '../../bench/generator/generator.ts'
import { FULL } from '../../bench/pace.ts'

const SEATS = 10

interface Server {
  /** Messages a second it can do. */
  most: number
  /** Milliseconds of its p99 at a rate. */
  p99Ms?: (perSecond: number) => number
  /** What it still delivers when it is asked for more. */
  beyond?: (perSecond: number) => number
  /** Messages a second at which it throws people out. */
  throwsOutAt?: number
}

/** People in one room of a server that behaves as it is told. */
function people(server: Server) {
  const asked: number[] = []
  let gathered = 1
  const sample: Sample = {
    seats: Array.from({ length: SEATS }, () => ({ url: 'ws://nowhere', headers: {}, room: 'one' })),
    async load(perSecond) {
      asked.push(perSecond)
      if (perSecond >= (server.throwsOutAt ?? Number.POSITIVE_INFINITY)) throw new Spoilt('lost')
      const taken =
        perSecond <= server.most ? perSecond : (server.beyond?.(perSecond) ?? server.most)
      return load(perSecond, taken * SEATS, server.p99Ms?.(perSecond) ?? 1)
    },
    async leave() {
      gathered -= 1
    },
    async come() {
      gathered += 1
    },
  }
  return { sample, asked, gathered: () => gathered }
}

function load(perSecond: number, deliveriesPerSecond: number, deliveryP99Ms: number): Load {
  const nothing = {
    ...{ run: 'r', sent: 0, verified: 0, missing: 0, refused: 0, serverCpuMs: 0 },
    ...{ ackP50Ms: 0, ackP99Ms: 0, deliveryP50Ms: 0, deliveryP95Ms: 0, deliveryMaxMs: 0 },
    ...{ lagP99Ms: 0, messagesPerFrame: 1, bytesPerDelivery: 1, generatorCpuMs: 0 },
  }
  return { ...nothing, perSecond, deliveriesPerSecond, deliveryP99Ms }
}

describe('the capacity of a server', () => {
  test.each([
    100, 777, 5_000, 60_000,
  ])('of %i messages a second is found within a step', async most => {
    const found = await capacity(people({ most }).sample, FULL, 1_000)
    expect(found).toBeGreaterThan(most * 0.7)
    expect(found).toBeLessThan(most * 1.45)
  })

  test('with a bound on the latency is what it does in time, and lets the runs differ', async () => {
    const p99Ms = (perSecond: number) => perSecond / 10
    const found = await capacity(people({ most: 10_000, p99Ms }).sample, FULL, 400, 100)
    expect(found).toBeGreaterThan(550)
    expect(found).toBeLessThanOrEqual(750)
  })

  test('of one that collapses is what it did before', async () => {
    const beyond = () => 10
    const found = await capacity(people({ most: 900, beyond }).sample, FULL, 400)
    expect(found).toBeGreaterThan(600)
    expect(found).toBeLessThanOrEqual(900)
  })

  test('of one that throws people out is found with everybody back in', async () => {
    const crowd = people({ most: 1_000, throwsOutAt: 1_500 })
    const found = await capacity(crowd.sample, FULL, 2_000)
    expect(found).toBeLessThan(1_500)
    expect(found).toBeGreaterThan(700)
    expect(crowd.gathered()).toBe(1)
  })

  test('is looked for from a rate that a small room survives', async () => {
    const { sample, asked } = people({ most: 1_000 })
    await capacity(sample, FULL, 1_000_000)
    expect(asked[0]).toBe(2_000)
  })
})

describe('a run at a rate that was found', () => {
  test('is made with it where nobody is thrown out', async () => {
    const { sample, asked } = people({ most: 5_000 })
    expect((await sustained(sample, 1_000, 0, 1_000)).perSecond).toBe(1_000)
    expect(asked).toEqual([1_000])
  })

  test('is made with less until nobody is, and everybody has come again', async () => {
    const { sample, asked, gathered } = people({ most: 5_000, throwsOutAt: 800 })
    expect((await sustained(sample, 1_000, 0, 1_000)).perSecond).toBe(718)
    expect(asked).toEqual([1_000, 847, 718])
    expect(gathered()).toBe(1)
  })

  test('is given up when that does not help', async () => {
    const { sample } = people({ most: 5_000, throwsOutAt: 1 })
    await expect(sustained(sample, 1_000, 0, 1_000)).rejects.toThrow(Spoilt)
  })
})
