import { describe, expect, test } from 'vitest'
import { ObjectTallies } from '../../../worker/limits/object-tallies.ts'
import type { Tallies } from '../../../worker/limits/tallies.ts'
import { bindings, parts } from '../support/people.ts'
import { expectProblem, REDIS_AWAY, signedUp, username, Visitor } from '../support/visitor.ts'
import { sessionIdOf } from '../support/ways.ts'

const { tallies }: { tallies: Tallies } = parts
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

async function expectToWait(response: Response, mostSeconds: number): Promise<void> {
  const wait = Number(response.headers.get('retry-after'))
  expect((await expectProblem(response, 'rate_limited')).retryAfter).toBe(wait)
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(mostSeconds)
}

/** Counts as if somebody had asked so often. */
async function use(key: string, times: number, windowMs: number, place = tallies): Promise<void> {
  for (let n = 0; n < times; n++) expect(await place.take(key, { most: times, windowMs })).toBe(0)
}

/** The key of a visitor's address: their /64. */
function addressOf({ address }: Visitor): string {
  const groups = address
    .replace('::1', '')
    .split(':')
    .map(group => group.replace(/^0+(?=.)/, ''))
  return `address:${groups.join(':')}::/64`
}

describe('making rooms', () => {
  const make = (who: Visitor) => who.post('/api/rooms', { name: username('room') })

  test('is limited to thirty an hour by account, from wherever', async () => {
    const ada = await signedUp('Ada')
    await use(`limit:rooms:account:${ada.session.account.id}`, 29, HOUR_MS)
    expect((await make(ada)).status).toBe(201)
    await expectToWait(await make(ada), 3_600)
    await expectToWait(await make(ada.under({})), 3_600)
    expect((await make(await signedUp('Grace'))).status).toBe(201)
  })

  test('is not counted of who is not signed in', async () => {
    await expectProblem(await make(new Visitor()), 'unauthenticated')
  })
})

describe('tickets', () => {
  const ask = (who: Visitor) => who.post('/api/tickets', { roomId: crypto.randomUUID() })

  test('are limited to sixty a minute by account', async () => {
    const ada = await signedUp('Ada')
    await use(`limit:tickets:account:${ada.session.account.id}`, 59, MINUTE_MS)
    expect((await ask(ada)).status).toBe(201)
    await expectToWait(await ask(ada), 60)
    expect((await ask(await signedUp('Grace'))).status).toBe(201)
  })
})

describe('changes of an account', () => {
  test.each([
    ['its profile', 'PATCH', '/api/account', { about: 'Engines' }, 200],
    ['its address', 'PUT', '/api/account/email', { email: null }, 200],
    ['a passkey', 'PATCH', '/api/account/passkeys/none', { name: 'A key' }, 404],
    ['its recovery codes', 'POST', '/api/account/recovery-codes', undefined, 404],
    ['a token', 'POST', '/api/account/tokens', { name: 'A', scopes: ['rooms:read'], days: 1 }, 201],
  ])('are limited to sixty a minute: %s', async (_, method, path, body, status) => {
    const ada = await signedUp('Ada')
    await use(`limit:changes:account:${ada.session.account.id}`, 59, MINUTE_MS)
    expect((await ada.ask(method, path, { body })).status).toBe(status)
    await expectToWait(await ada.ask(method, path, { body }), 60)
  })
})

describe('refreshing', () => {
  const refresh = (who: Visitor, headers = {}) => who.post('/api/auth/refresh', undefined, headers)

  test('is limited to twenty a minute by session, from wherever', async () => {
    const ada = await signedUp('Ada')
    const key = `limit:refresh:session:${sessionIdOf(ada)}`
    await use(key, 19, MINUTE_MS)
    expect((await refresh(ada)).status).toBe(200)
    await expectToWait(await refresh(ada), 60)
    await expectToWait(await refresh(ada.under({})), 60)
    // The session has not ended for it, and the token was not used up.
    await tallies.forget(key)
    expect((await refresh(ada)).status).toBe(200)
  })

  test('is not used up by others at the same address', async () => {
    const ada = await signedUp('Ada')
    const headers = {
      'cf-connecting-ip': ada.address,
      'x-csrf-token': '',
      cookie: `__Secure-refresh=${crypto.randomUUID()}.x`,
    }
    for (let n = 0; n < 70; n++)
      await expectProblem(await refresh(new Visitor(), headers), 'csrf_failed')
    expect((await refresh(ada)).status).toBe(200)
  })
})

describe('asking whether all is ready', () => {
  test.each([
    ['while all is well', {}, tallies, 200],
    ['while Redis is away', REDIS_AWAY, new ObjectTallies(bindings.TALLIES), 503],
  ])('is limited to sixty a minute by address: %s', async (_, surroundings, place, status) => {
    const monitor = new Visitor(surroundings)
    await use(`limit:ready:${addressOf(monitor)}`, 59, MINUTE_MS, place)
    expect((await monitor.get('/api/ready')).status).toBe(status)
    await expectToWait(await monitor.get('/api/ready'), 60)
    expect((await new Visitor(surroundings).get('/api/ready')).status).toBe(status)
    expect((await monitor.get('/api/health')).status).toBe(200)
  })
})
