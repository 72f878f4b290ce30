import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Allowance } from '../../../worker/domain/tally.ts'
import { parseEnv } from '../../../worker/env.ts'
import { ObjectTallies } from '../../../worker/limits/object-tallies.ts'
import { RedisTallies } from '../../../worker/limits/redis-tallies.ts'
import { SteadyTallies } from '../../../worker/limits/steady-tallies.ts'
import type { Tallies } from '../../../worker/limits/tallies.ts'
import { openRedis, PATIENT_MS } from '../../../worker/redis.ts'
import { Unavailable } from '../../../worker/unavailable.ts'
import { bindings } from '../support/people.ts'
import { REDIS_AWAY } from '../support/visitor.ts'

const env = parseEnv(bindings)
const now = () => Date.now()
const ONE: Allowance = { most: 1, windowMs: 60_000 }
const redis = new RedisTallies(openRedis(env, PATIENT_MS))
const objects = new ObjectTallies(env.TALLIES)
const away = new RedisTallies(openRedis({ ...env, ...REDIS_AWAY }, PATIENT_MS))
const places: [string, Tallies][] = [
  ['in Redis', redis],
  ['in objects', objects],
  ['in objects while Redis is away', new SteadyTallies(away, objects, now)],
]

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

describe.each(places)('tallies %s', (_, tallies) => {
  test('let so many pass in a window, and again after it', async () => {
    const key = crypto.randomUUID()
    const allowance = { most: 2, windowMs: 3_000 }
    expect(await tallies.take(key, allowance)).toBe(0)
    expect(await tallies.take(key, allowance)).toBe(0)
    const wait = await tallies.take(key, allowance)
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(3_000)
    await pause(wait + 50)
    expect(await tallies.take(key, allowance)).toBe(0)
  })

  test('let some attempts pass, then make each wait longer', async () => {
    const key = crypto.randomUUID()
    const rule = { free: 3, baseMs: 2_000, capMs: 10_000, windowMs: 60_000 }
    const early = [await tallies.attempt(key, rule), await tallies.attempt(key, rule)]
    expect([...early, await tallies.attempt(key, rule)]).toEqual([0, 0, 0])
    const first = await tallies.attempt(key, rule)
    expect(first).toBeGreaterThan(0)
    expect(first).toBeLessThanOrEqual(2_000)
    await pause(first + 50)
    expect(await tallies.attempt(key, rule)).toBe(0)
    const second = await tallies.attempt(key, rule)
    expect(second).toBeGreaterThan(2_000)
    expect(second).toBeLessThanOrEqual(4_000)
  })

  test('are not got around by many at once', async () => {
    const [slow, few] = [crypto.randomUUID(), crypto.randomUUID()]
    const slowdown = { free: 5, baseMs: 60_000, capMs: 60_000, windowMs: 60_000 }
    const allowance = { most: 5, windowMs: 60_000 }
    const waits = await Promise.all(
      Array.from({ length: 30 }, () =>
        Promise.all([tallies.attempt(slow, slowdown), tallies.take(few, allowance)]),
      ),
    )
    expect(waits.filter(([wait]) => wait === 0)).toHaveLength(5)
    expect(waits.filter(([, wait]) => wait === 0)).toHaveLength(5)
  })

  test('are given back one by one, and no further than to nothing', async () => {
    const key = crypto.randomUUID()
    const allowance = { most: 2, windowMs: 60_000 }
    for (let n = 0; n < 3; n++) await tallies.take(key, allowance)
    await tallies.giveBack(key)
    expect(await tallies.take(key, allowance)).toBe(0)
    expect(await tallies.take(key, allowance)).toBeGreaterThan(0)
    for (let n = 0; n < 5; n++) await tallies.giveBack(key)
    const waits = []
    for (let n = 0; n < 3; n++) waits.push(await tallies.take(key, allowance))
    expect(waits.map(wait => wait > 0)).toEqual([false, false, true])
  })

  test('forget when told to', async () => {
    const key = crypto.randomUUID()
    const rule = { free: 1, baseMs: 60_000, capMs: 60_000, windowMs: 60_000 }
    await tallies.attempt(key, rule)
    expect(await tallies.attempt(key, rule)).toBeGreaterThan(0)
    await tallies.forget(key)
    expect(await tallies.attempt(key, rule)).toBe(0)
  })

  test('are of one key each, whatever a key ends with', async () => {
    const rule = { free: 1, baseMs: 60_000, capMs: 60_000, windowMs: 60_000 }
    const key = crypto.randomUUID()
    await tallies.attempt(key, rule)
    for (const other of [crypto.randomUUID(), `${key}:held`, `${key}:hold`, `hold:${key}`])
      expect(await tallies.take(other, ONE)).toBe(0)
  })
})

describe('a Redis that answers nonsense', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  /** Whatever is asked, one at a time or many, this is the answer. */
  function answer(text: string): void {
    const real = globalThis.fetch
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      if (!String(input).startsWith(env.UPSTASH_REDIS_REST_URL)) return await real(input, init)
      const many = String(input).endsWith('/pipeline')
      return new Response(many ? `[${text}]` : text, { status: 200 })
    })
  }

  test.each([
    '{"result":null}',
    '{"result":"words"}',
    '{"result":-1}',
    '{"result":1.5}',
    '{"result":[0]}',
    '{"result":{}}',
    '{}',
    '<html>',
  ])('%s, lets nobody pass who is not counted elsewhere', async text => {
    const key = crypto.randomUUID()
    answer(text)
    await expect(redis.take(key, ONE)).rejects.toThrow(Unavailable)
    const steady = new SteadyTallies(redis, objects, now)
    expect(await steady.take(key, ONE)).toBe(0)
    expect(await steady.take(key, ONE)).toBeGreaterThan(0)
  })
})

describe('counting in two places', () => {
  /** A place that counts how often it is asked, and may not answer. */
  class Place implements Tallies {
    asked = 0
    isAway = false
    take = () => this.#answer(1)
    attempt = () => this.#answer(1)
    giveBack = async () => void (await this.#answer(1))
    forget = async () => void (await this.#answer(1))

    async #answer(wait: number): Promise<number> {
      this.asked++
      if (this.isAway) throw new Unavailable('redis', 'away')
      return wait
    }
  }

  test('does not ask again at once who was away, and comes back', async () => {
    let moment = 0
    const [first, second] = [new Place(), new Place()]
    const steady = new SteadyTallies(first, second, () => moment)
    first.isAway = true
    for (let n = 0; n < 3; n++) await steady.take('key', ONE)
    expect([first.asked, second.asked]).toEqual([1, 3])
    first.isAway = false
    moment = 5_000
    await steady.take('key', ONE)
    expect([first.asked, second.asked]).toEqual([2, 3])
  })

  test('lets nobody pass while neither can count', async () => {
    const nowhere = new Place()
    nowhere.isAway = true
    const steady = new SteadyTallies(nowhere, nowhere, now)
    await expect(steady.take('key', ONE)).rejects.toThrow(Unavailable)
    await expect(steady.take('key', ONE)).rejects.toThrow(Unavailable)
  })
})
