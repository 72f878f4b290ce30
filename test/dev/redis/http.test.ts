import { Redis } from '@upstash/redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { forkPlatform, type PlatformChild } from '../../../dev/platform-child.ts'
import { RedisTallies } from '../../../worker/limits/redis-tallies.ts'
import { openRedis, PATIENT_MS } from '../../../worker/redis.ts'
import { REDIS_SERVERS } from '../../support/servers.ts'

/** One reply, or one for each command of a pipeline. */
const replySchema = z.union([
  z.array(z.looseObject({})),
  z.object({ result: z.unknown().optional(), error: z.string().optional() }),
])

const SCRIPT = `#!lua flags=allow-key-locking
  return {KEYS[1], ARGV[1], redis.call('INCR', KEYS[1])}`

describe.each(REDIS_SERVERS)('Upstash’s client before $name', ({ env }) => {
  let platform: PlatformChild
  let redis: Redis
  let key: string
  let keys = 0

  beforeAll(async () => {
    platform = await forkPlatform({}, env)
    redis = new Redis({ url: platform.redisUrl, token: platform.redisToken, retry: false })
  })
  beforeEach(() => {
    keys++
    key = `probe:${process.pid}:${Date.now()}:${keys}`
  })
  afterAll(() => platform.close())

  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${platform.redisUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${platform.redisToken}`, ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: replySchema.parse(await response.json()) }
  }

  it('gives back strings, numbers and objects as they were set', async () => {
    const values = ['plain', 'žluť 🐈', 'line\nend', '', 12, 1.5, { deep: [1, null, 'x'] }, ['a']]
    for (const value of values) {
      expect(await redis.set(key, value)).toBe('OK')
      expect(await redis.get(key)).toEqual(value)
    }
    expect(await redis.get(`${key}:none`)).toBeNull()
  })

  it('encodes replies as base64 only when asked, and never OK', async () => {
    const base64 = { 'upstash-encoding': 'base64' }
    expect((await post('', ['SET', key, 'é'])).body).toEqual({ result: 'OK' })
    expect((await post('', ['SET', key, 'é'], base64)).body).toEqual({ result: 'OK' })
    expect((await post('', ['GET', key])).body).toEqual({ result: 'é' })
    expect((await post('', ['GET', key], base64)).body).toEqual({ result: 'w6k=' })
    expect((await post('', ['MGET', key, `${key}:none`], base64)).body).toEqual({
      result: ['w6k=', null],
    })
    expect((await post('', ['STRLEN', key], base64)).body).toEqual({ result: 2 })
  })

  it('returns hashes flat, as Redis does, so that the client can shape them', async () => {
    await redis.hset(key, { name: 'Ada', age: 36 })
    expect((await post('', ['HGETALL', key])).body).toEqual({
      result: ['name', 'Ada', 'age', '36'],
    })
    expect((await post('', ['hgetall', key])).body).toEqual({
      result: ['name', 'Ada', 'age', '36'],
    })
    expect(await redis.hgetall(key)).toEqual({ name: 'Ada', age: 36 })
    expect(await redis.hgetall(`${key}:none`)).toBeNull()
  })

  it('answers an error of Redis with its text, and goes on', async () => {
    await redis.set(key, 'words')
    await expect(redis.incr(key)).rejects.toThrow('not an integer')
    expect((await post('', ['NOPE'])).status).toBe(400)
    expect(await redis.get(key)).toBe('words')
  })

  it('runs a pipeline in order, an error in the middle included', async () => {
    const bodies = await post('/pipeline', [
      ['SET', key, 'a'],
      ['INCR', key],
      ['APPEND', key, 'b'],
      ['GET', key],
    ])
    expect(bodies.status).toBe(200)
    expect(bodies.body).toEqual([
      { result: 'OK' },
      { error: expect.stringContaining('not an integer') },
      { result: 2 },
      { result: 'ab' },
    ])
    const pipeline = redis.pipeline()
    for (let n = 0; n < 200; n++) pipeline.rpush(`${key}:list`, n)
    expect(await pipeline.exec()).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
  })

  it('runs a transaction whole, and nothing of one that cannot be queued', async () => {
    const [set, more, now] = await redis.multi().set(key, 1).incrby(key, 5).get(key).exec()
    expect([set, more, now]).toEqual(['OK', 6, 6])
    const refused = await post('/multi-exec', [['SET', key, 'changed'], ['NOPE']])
    expect(refused.status).toBe(400)
    expect(refused.body).toMatchObject({ error: expect.stringContaining('EXECABORT') })
    expect(await redis.get(key)).toBe(6)
  })

  it('keeps transactions apart that run at once', async () => {
    const runs = Array.from({ length: 30 }, () =>
      redis.multi().incr(key).incr(key).incr(key).exec<[number, number, number]>(),
    )
    for (const [a, b, c] of await Promise.all(runs)) expect([b - a, c - b]).toEqual([1, 1])
  })

  it('runs scripts, whose flags only Upstash knows, by text and by sha', async () => {
    expect(await redis.eval(SCRIPT, [key], ['x'])).toEqual([key, 'x', 1])
    await expect(redis.evalsha('0'.repeat(40), [key], [])).rejects.toThrow('NOSCRIPT')
    const sha = await redis.scriptLoad(SCRIPT)
    expect(await redis.evalsha(sha, [key], ['y'])).toEqual([key, 'y', 2])
    const script = redis.createScript(SCRIPT)
    expect(await script.exec([key], ['z'])).toEqual([key, 'z', 3])
    expect(await script.exec([key], ['z'])).toEqual([key, 'z', 4])
  })

  it('lets keys expire', async () => {
    await redis.set(key, 'brief', { px: 150 })
    expect(await redis.pttl(key)).toBeGreaterThan(0)
    await expect.poll(() => redis.exists(key), { timeout: 2_000 }).toBe(0)
  })

  it('answers many at once, each with its own', async () => {
    const single = new Redis({
      url: platform.redisUrl,
      token: platform.redisToken,
      enableAutoPipelining: false,
    })
    const asked = Array.from({ length: 200 }, (_, n) => n)
    expect(await Promise.all(asked.map(n => single.echo(`n${n}`)))).toEqual(asked.map(n => `n${n}`))
  })

  it('answers in a moment, not with a timer', async () => {
    const begun = performance.now()
    for (let n = 0; n < 50; n++) await redis.set(key, n)
    expect((performance.now() - begun) / 50).toBeLessThan(50)
  })

  it('refuses a wrong token and a missing one', async () => {
    const wrong = new Redis({ url: platform.redisUrl, token: 'guess', retry: false })
    await expect(wrong.get(key)).rejects.toThrow('WRONGPASS')
    expect((await fetch(platform.redisUrl, { method: 'POST', body: '["PING"]' })).status).toBe(401)
  })

  it.each([
    ['SUBSCRIBE', 'x'],
    ['BLPOP', 'x', 0],
    ['multi'],
    ['SELECT', 1],
  ])('refuses %s, which would take the connection from the others', async (...command) => {
    const { status, body } = await post('', command)
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: expect.stringContaining('not available over REST') })
  })

  /** As the Worker counts. */
  function tallies(): RedisTallies {
    const { redisUrl, redisToken } = platform
    const at = { UPSTASH_REDIS_REST_URL: redisUrl, UPSTASH_REDIS_REST_TOKEN: redisToken }
    return new RedisTallies(openRedis(at, PATIENT_MS))
  }

  it('limits by a window: what comes after the last allowed is refused', async () => {
    const rule = { most: 3, windowMs: 60_000 }
    const waits: number[] = []
    for (let n = 0; n < 5; n++) waits.push(await tallies().take(key, rule))
    expect(waits.map(wait => wait > 0)).toEqual([false, false, false, true, true])
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000)
    expect(await tallies().take(`${key}:other`, rule)).toBe(0)
  })

  it('limits by a delay that grows, and forgets all of it', async () => {
    const rule = { free: 2, baseMs: 900_000, capMs: 900_000, windowMs: 3_600_000 }
    const waits: number[] = []
    for (let n = 0; n < 4; n++) waits.push(await tallies().attempt(key, rule))
    expect(waits.map(wait => wait > 0)).toEqual([false, false, true, true])
    expect(Math.max(...waits)).toBeGreaterThan(800_000)
    await tallies().forget(key)
    expect(await tallies().attempt(key, rule)).toBe(0)
  })

  it('gives a count without an end its time, when somebody meets it', async () => {
    await redis.set(`tally:count:${key}`, 3)
    expect(await tallies().take(key, { most: 3, windowMs: 60_000 })).toBe(60_000)
    expect(await redis.pttl(`tally:count:${key}`)).toBeGreaterThan(0)
    expect(await redis.get(`tally:count:${key}`)).toBe(3)
  })
})
