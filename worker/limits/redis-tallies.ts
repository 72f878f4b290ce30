import type { Redis } from '@upstash/redis/cloudflare'
import * as z from 'zod'
import type { Allowance, Slowdown } from '../domain/tally.ts'
import { reach } from '../redis.ts'
import { Unavailable } from '../unavailable.ts'
import type { Tallies } from './tallies.ts'

/** Counts in Redis: the rules of domain/tally.ts, where the counts are, in one step each. */
export class RedisTallies implements Tallies {
  readonly #redis: Redis

  constructor(redis: Redis) {
    this.#redis = redis
  }

  async take(key: string, { most, windowMs }: Allowance): Promise<number> {
    return await this.#run(TAKE, [counted(key)], [most, windowMs])
  }

  async attempt(key: string, { free, baseMs, capMs, windowMs }: Slowdown): Promise<number> {
    return await this.#run(ATTEMPT, [counted(key), held(key)], [free, baseMs, capMs, windowMs])
  }

  async giveBack(key: string): Promise<void> {
    await this.#run(GIVE_BACK, [counted(key)], [])
  }

  async forget(key: string): Promise<void> {
    await reach(this.#redis.del(counted(key), held(key)))
  }

  /** @throws Unavailable also for nonsense: null, compared with a number, would let everybody pass. */
  async #run(script: string, keys: string[], args: number[]): Promise<number> {
    const answer = await reach(this.#redis.eval<number[], unknown>(script, keys, args))
    const wait = waitSchema.safeParse(answer)
    if (!wait.success) throw new Unavailable('redis', 'it does not say how long to wait')
    return wait.data
  }
}

/** Milliseconds. */
const waitSchema = z.int().min(0)

// Before the key, as nothing that a key ends with can then make it another's.
function counted(key: string): string {
  return `tally:count:${key}`
}

function held(key: string): string {
  return `tally:hold:${key}`
}

// A count that would never be forgotten, however it came to be, is given its time by who meets it.
const TAKE = `
local count = redis.call('incr', KEYS[1])
if count == 1 then redis.call('pexpire', KEYS[1], ARGV[2]) end
if count <= tonumber(ARGV[1]) then return 0 end
redis.call('decr', KEYS[1])
local left = redis.call('pttl', KEYS[1])
if left < 0 then
  redis.call('pexpire', KEYS[1], ARGV[2])
  return tonumber(ARGV[2])
end
return math.max(1, left)`

// Numbers are written out, since Lua may write large ones with an exponent.
const ATTEMPT = `
local wait = redis.call('pttl', KEYS[2])
if wait > 0 then return wait end
local count = redis.call('incr', KEYS[1])
local free, base, cap = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local delay = 0
if count >= free then delay = math.min(cap, base * 2 ^ math.min(count - free, 30)) end
redis.call('pexpire', KEYS[1], string.format('%.0f', math.max(tonumber(ARGV[4]), delay)))
if delay > 0 then redis.call('set', KEYS[2], '1', 'PX', string.format('%.0f', delay)) end
return 0`

const GIVE_BACK = `
if redis.call('decr', KEYS[1]) <= 0 then redis.call('del', KEYS[1]) end
return 0`
