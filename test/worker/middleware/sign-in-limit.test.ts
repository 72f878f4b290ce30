import { describe, expect, test, vi } from 'vitest'
import { parts } from '../support/people.ts'
import {
  expectProblem,
  ORIGIN,
  PASSWORD,
  REDIS_AWAY,
  username,
  Visitor,
} from '../support/visitor.ts'

const LOGIN = '/api/auth/login'
const LIMIT = { SIGN_IN_LIMIT: '3' }

async function attempts(visitor: Visitor, count: number, headers = {}): Promise<number[]> {
  const statuses = []
  for (let n = 0; n < count; n += 1) {
    statuses.push((await visitor.post(LOGIN, aGuess(), headers)).status)
  }
  return statuses
}

/** A sign-in that announces more than it has sent so far. */
function halfSent(visitor: Visitor) {
  const { readable, writable } = new TransformStream<Uint8Array>()
  const writer = writable.getWriter()
  let isHeard = false
  void writer.write(new TextEncoder().encode('{')).then(() => {
    isHeard = true
  })
  const headers = {
    'cf-connecting-ip': visitor.address,
    'content-type': 'application/json',
    'content-length': '64',
  }
  const asked = new Request<unknown, IncomingRequestCfProperties>(`${ORIGIN}${LOGIN}`, {
    ...{ method: 'POST', headers, body: readable },
  })
  const answer = visitor.send(asked)
  return {
    isHeard: () => isHeard,
    async finish(): Promise<Response> {
      await writer.close()
      return await answer
    },
  }
}

/** At a name that nobody has tried before. */
function aGuess(): { username: string; password: string } {
  return { username: username('nobody'), password: 'not the password' }
}

describe('signing in', () => {
  test('is refused from the attempt after the last allowed, with the time to wait', async () => {
    const visitor = new Visitor(LIMIT)
    expect(await attempts(visitor, 3)).toEqual([401, 401, 401])
    const response = await visitor.post(LOGIN, aGuess())
    const wait = Number(response.headers.get('retry-after'))
    const problem = await expectProblem(response, 'rate_limited')
    expect(problem.retryAfter).toBe(wait)
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(15 * 60)
  })

  test('counts registrations and sign-ins together', async () => {
    const visitor = new Visitor(LIMIT)
    await attempts(visitor, 3)
    const wanted = { username: username('Linus'), password: PASSWORD }
    await expectProblem(await visitor.post('/api/auth/register', wanted), 'rate_limited')
  })

  test('is counted by address: another one is free', async () => {
    await attempts(new Visitor(LIMIT), 4)
    expect(await attempts(new Visitor(LIMIT), 1)).toEqual([401])
  })

  test('is counted together over one /64 of IPv6', async () => {
    const visitor = new Visitor(LIMIT)
    await attempts(visitor, 3)
    const neighbour = { 'cf-connecting-ip': visitor.address.replace('::1', ':0:0:beef:2') }
    expect(await attempts(visitor, 1, neighbour)).toEqual([429])
  })

  test('is not talked out of it by forwarding headers', async () => {
    const visitor = new Visitor(LIMIT)
    const statuses = []
    for (let n = 1; n <= 4; n += 1) {
      const headers = {
        'x-forwarded-for': `203.0.113.${n}`,
        'x-real-ip': `203.0.113.${n}`,
        forwarded: `for=203.0.113.${n}`,
        'true-client-ip': `203.0.113.${n}`,
      }
      statuses.push(...(await attempts(visitor, 1, headers)))
    }
    expect(statuses).toEqual([401, 401, 401, 429])
  })

  test('is counted elsewhere while Redis is away', async () => {
    const visitor = new Visitor({ ...REDIS_AWAY, ...LIMIT })
    const wanted = { username: username('Linus'), password: PASSWORD }
    expect((await visitor.post('/api/auth/register', wanted)).status).toBe(201)
    expect((await visitor.post(LOGIN, wanted)).status).toBe(200)
    expect(await attempts(visitor, 2)).toEqual([401, 429])
  })

  test('is limited in a minute, too', async () => {
    const visitor = new Visitor({ SIGN_INS_PER_MINUTE: '2' })
    expect(await attempts(visitor, 2)).toEqual([401, 401])
    const response = await visitor.post(LOGIN, aGuess())
    const wait = Number(response.headers.get('retry-after'))
    await expectProblem(response, 'rate_limited')
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
  })

  test('is not held up by those who send slowly', async () => {
    const slow = Array.from({ length: 8 }, () => halfSent(new Visitor()))
    await vi.waitFor(() => expect(slow.every(({ isHeard }) => isHeard())).toBe(true))
    expect(await attempts(new Visitor(), 1)).toEqual([401])
    const responses = await Promise.all(slow.map(({ finish }) => finish()))
    for (const response of responses) await expectProblem(response, 'bad_json')
  })

  test('is bounded in how many hash at once: the rest are told when to come back', async () => {
    const visitor = new Visitor()
    // Each at a name of its own: at one, five at once are enough.
    const tries = Array.from({ length: 20 }, () => visitor.post(LOGIN, aGuess()))
    const responses = await Promise.all(tries)
    const turnedAway = responses.filter(response => response.status === 503)
    // Those that came when others had left are let in as well.
    const letIn = responses.filter(response => response.status === 401)
    expect(letIn.length).toBeGreaterThanOrEqual(8)
    expect(letIn.length + turnedAway.length).toBe(20)
    for (const response of turnedAway) expect(response.headers.get('retry-after')).toBe('5')
    // And everybody has left again.
    const { hashing } = parts
    const leave = Array.from({ length: 8 }, () => hashing.enter(Date.now()))
    expect(leave).not.toContain(undefined)
    const asked = vi.spyOn(globalThis, 'fetch')
    const response = await visitor.post(LOGIN, aGuess())
    expect(response.headers.get('retry-after')).toBe('5')
    await expectProblem(response, 'unavailable')
    // Nothing is counted against who has tried nothing.
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
    leave[0]?.()
    expect(await attempts(visitor, 2)).toEqual([401, 401])
    for (const go of leave) go?.()
  }, 120_000)
})
