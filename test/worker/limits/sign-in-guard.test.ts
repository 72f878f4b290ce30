import { describe, expect, test } from 'vitest'
import { attempt, giveBack, type Slowdown, type Tally, take } from '../../../worker/domain/tally.ts'
import { type Guess, SignInGuard } from '../../../worker/limits/sign-in-guard.ts'
import type { Tallies } from '../../../worker/limits/tallies.ts'
import {
  expectProblem,
  PASSWORD,
  REDIS_AWAY,
  signedUp,
  username,
  Visitor,
} from '../support/visitor.ts'

const LOGIN = '/api/auth/login'
const LIMITS = { SIGN_INS_PER_MINUTE: 100, SIGN_IN_LIMIT: 150 }
const MINUTE_MS = 60_000

/** Counts in memory, by a clock that the test moves. */
class Counted implements Tallies {
  now = 0
  readonly kept = new Map<string, Tally>()

  async take(key: string, allowance: { most: number; windowMs: number }): Promise<number> {
    const { tally, waitMs } = take(this.kept.get(key), allowance, this.now)
    this.kept.set(key, tally)
    return waitMs
  }

  async attempt(key: string, slowdown: Slowdown): Promise<number> {
    const { tally, waitMs } = attempt(this.kept.get(key), slowdown, this.now)
    this.kept.set(key, tally)
    return waitMs
  }

  async giveBack(key: string): Promise<void> {
    const left = giveBack(this.kept.get(key))
    if (left === undefined) this.kept.delete(key)
    else this.kept.set(key, left)
  }

  async forget(key: string): Promise<void> {
    this.kept.delete(key)
  }
}

function guessAt(name: Guess['name'], address = 'one'): Guess {
  return { address, name }
}

describe('what guessing is bounded by', () => {
  test('is a hundred attempts a minute and so many a quarter of an hour from an address', async () => {
    const tallies = new Counted()
    const guard = new SignInGuard(tallies, LIMITS)
    const waits = []
    for (let n = 0; n < 101; n++) waits.push(await guard.admit('one'))
    expect(waits.filter(wait => wait > 0)).toEqual([MINUTE_MS])
    expect(await guard.admit('another')).toBe(0)
    tallies.now = MINUTE_MS
    for (let n = 0; n < 49; n++) expect(await guard.admit('one')).toBe(0)
    expect(await guard.admit('one')).toBe(14 * MINUTE_MS)
  })

  test('is a delay that grows to a quarter of an hour, for a name from an address', async () => {
    const tallies = new Counted()
    const guard = new SignInGuard(tallies, LIMITS)
    const delays = []
    for (let n = 0; n < 18; n++) {
      expect(await guard.attempt(guessAt('sign-in:ada'))).toBe(0)
      if (n < 4) continue
      // Who comes too early waits for what is left, and no longer for having asked.
      const wait = await guard.attempt(guessAt('sign-in:ada'))
      expect(await guard.attempt(guessAt('sign-in:ada'))).toBe(wait)
      delays.push(wait / 1_000)
      tallies.now += wait
    }
    expect(delays.slice(0, 4)).toEqual([1, 2, 4, 8])
    expect(delays.at(-1)).toBe(15 * 60)
  })

  test('is a hundred for a name in a quarter of an hour, from however many addresses', async () => {
    const guard = new SignInGuard(new Counted(), LIMITS)
    for (let n = 0; n < 100; n++)
      expect(await guard.attempt(guessAt('sign-in:ada', `a${n}`))).toBe(0)
    expect(await guard.attempt(guessAt('sign-in:ada', 'fresh'))).toBe(15 * MINUTE_MS)
    expect(await guard.attempt(guessAt('sign-in:grace', 'fresh'))).toBe(0)
  })

  test('is not used up for a name by one address that does not stop', async () => {
    const guard = new SignInGuard(new Counted(), LIMITS)
    for (let n = 0; n < 1_000; n++) await guard.attempt(guessAt('sign-in:ada', 'mallory'))
    expect(await guard.attempt(guessAt('sign-in:ada', 'home'))).toBe(0)
  })

  test('does not count what was right, and goes on counting others’ guesses at that name', async () => {
    const tallies = new Counted()
    const guard = new SignInGuard(tallies, LIMITS)
    for (let n = 0; n < 200; n++) {
      expect(await guard.attempt(guessAt('sign-in:ada', 'home'))).toBe(0)
      await guard.succeeded(guessAt('sign-in:ada', 'home'))
    }
    expect(tallies.kept.size).toBe(0)
    for (let n = 0; n < 99; n++) await guard.attempt(guessAt('sign-in:ada', `a${n}`))
    await guard.attempt(guessAt('sign-in:ada', 'home'))
    await guard.succeeded(guessAt('sign-in:ada', 'home'))
    expect(await guard.attempt(guessAt('sign-in:ada', 'a99'))).toBe(0)
    expect(await guard.attempt(guessAt('sign-in:ada', 'a100'))).toBeGreaterThan(0)
  })

  test('is kept under keys of one length, whatever is given for a name', async () => {
    const tallies = new Counted()
    const guard = new SignInGuard(tallies, LIMITS)
    for (const name of ['', 'ada', 'a:b\n', 'hold:ada', '\ud800', 'x'.repeat(100_000)] as const)
      await guard.attempt(guessAt(`sign-in:${name}`))
    await guard.attempt(guessAt('second-factor:ada'))
    expect(tallies.kept.size).toBe(2 * 7)
    expect(new Set([...tallies.kept.keys()].map(key => key.length)).size).toBe(2)
  })
})

describe('guessing a password', () => {
  async function guess(visitor: Visitor, name: string): Promise<Response> {
    return await visitor.post(LOGIN, { username: name, password: 'a guess' })
  }

  async function statuses(visitor: Visitor, name: string, times: number): Promise<number[]> {
    const all = []
    for (let n = 0; n < times; n++) all.push((await guess(visitor, name)).status)
    return all
  }

  /** Guesses on until the wait is longer than this machine may dawdle. */
  async function provoke(visitor: Visitor, name: string): Promise<void> {
    for (let n = 0; n < 30; n++) {
      const wait = Number((await guess(visitor, name)).headers.get('retry-after'))
      if (wait >= 4) return
      await new Promise(resolve => setTimeout(resolve, wait * 1_000))
    }
    throw new Error('nobody is slowed down')
  }

  test.each([
    ['while all is well', {}],
    ['while Redis is away', REDIS_AWAY],
  ])('is slowed down after five, also for who knows it: %s', async (_, surroundings) => {
    const { account } = (await signedUp('Ada')).session
    const mallory = new Visitor(surroundings)
    expect(await statuses(mallory, account.username, 5)).toEqual([401, 401, 401, 401, 401])
    await provoke(mallory, account.username)
    const given = { username: account.username, password: PASSWORD }
    const response = await mallory.post(LOGIN, given)
    const wait = Number(response.headers.get('retry-after'))
    expect((await expectProblem(response, 'rate_limited')).retryAfter).toBe(wait)
    expect(wait).toBeGreaterThan(0)
    // From elsewhere its owner comes in.
    expect((await new Visitor(surroundings).post(LOGIN, given)).status).toBe(200)
  })

  test('is slowed down alike at a name that nobody has, however it is written', async () => {
    const name = username('nobody')
    const mallory = new Visitor()
    expect(await statuses(mallory, name, 3)).toEqual([401, 401, 401])
    expect(await statuses(mallory, ` ${name.toUpperCase()} `, 2)).toEqual([401, 401])
    await provoke(mallory, name)
    expect(await statuses(mallory, name.toUpperCase(), 1)).toEqual([429])
  })

  test('begins anew once somebody has signed in', async () => {
    const { account } = (await signedUp('Ada')).session
    const ada = new Visitor()
    await statuses(ada, account.username, 4)
    const given = { username: account.username, password: PASSWORD }
    expect((await ada.post(LOGIN, given)).status).toBe(200)
    expect(await statuses(ada, account.username, 5)).toEqual([401, 401, 401, 401, 401])
  })

  test('at the door does not concern who is inside: a session goes on, its password can be changed', async () => {
    const ada = await signedUp('Ada')
    await provoke(
      Object.assign(new Visitor(), { address: ada.address }),
      ada.session.account.username,
    )
    expect((await ada.get('/api/auth/me')).status).toBe(200)
    expect((await ada.post('/api/auth/refresh')).status).toBe(200)
    const given = { current: PASSWORD, next: 'nine grey herons at dusk' }
    expect((await ada.post('/api/account/password', given)).status).toBe(200)
  })

  test.each([
    ['password', { current: 'a guess', next: 'nine grey herons at dusk' }],
    ['confirm', { password: 'a guess' }],
  ])('is slowed down from within, too: %s', async (path, given) => {
    const ada = await signedUp('Ada')
    const all = []
    for (let n = 0; n < 20 && all.at(-1) !== 429; n++)
      all.push((await ada.post(`/api/account/${path}`, given)).status)
    expect(all.slice(0, 5)).toEqual([403, 403, 403, 403, 403])
    expect(all).toContain(429)
  })
})
