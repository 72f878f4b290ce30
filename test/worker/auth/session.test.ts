import { Redis } from '@upstash/redis/cloudflare'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { forget as forgetCopies, keep, mark, recall, renew } from '../../../worker/auth/hot-copy.ts'
import { signToken } from '../../../worker/auth/token.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { parseEnv } from '../../../worker/env.ts'
import { accounts, audit, sessions } from '../../../worker/store/schema.ts'
import { bindings, db } from '../support/people.ts'
import {
  expectProblem,
  POSTGRES_AWAY,
  REDIS_AWAY,
  signedUp,
  type Visitor,
} from '../support/visitor.ts'
import { sessionIdOf } from '../support/ways.ts'

const env = parseEnv(bindings)
const redis = new Redis({ url: env.UPSTASH_REDIS_REST_URL, token: env.UPSTASH_REDIS_REST_TOKEN })

/** Redis loses what it held of a session, as it does of all when it is flushed. */
async function forget(who: Visitor): Promise<void> {
  expect(await redis.del(`session:${sessionIdOf(who)}`)).toBe(1)
}

async function status(who: Visitor): Promise<number> {
  return (await who.get('/api/auth/me')).status
}

describe('a session', () => {
  test('is read from its hot copy, without Postgres', async () => {
    const ada = await signedUp('Ada')
    // The account itself is in Postgres alone: unavailable says that signing in was no obstacle.
    const response = await ada.under(POSTGRES_AWAY).get('/api/auth/me')
    await expectProblem(response, 'unavailable')
    await forget(ada)
    await db.delete(sessions).where(eq(sessions.id, sessionIdOf(ada)))
    expect(await status(ada)).toBe(401)
  })

  test('outlives the loss of Redis, and is copied there again', async () => {
    const ada = await signedUp('Ada')
    await forget(ada)
    expect(await status(ada)).toBe(200)
    expect(await recall(redis, sessionIdOf(ada))).toMatchObject({ id: ada.session.account.id })
  })

  test('is read from Postgres while Redis is away', async () => {
    const ada = await signedUp('Ada')
    expect(await status(ada.under(REDIS_AWAY))).toBe(200)
  })

  test('is refused as unavailable while neither can tell', async () => {
    const ada = (await signedUp('Ada')).under({ ...REDIS_AWAY, ...POSTGRES_AWAY })
    await expectProblem(await ada.get('/api/auth/me'), 'unavailable')
  })

  test('does not serve another account, whatever a token says', async () => {
    const ada = await signedUp('Ada')
    const grace = await signedUp('Grace')
    const accountId = grace.session.account.id
    const claims = { accountId, sessionId: sessionIdOf(ada), expiresAt: ada.session.expiresAt }
    const authorization = `Bearer ${await signToken(claims, [env.JWT_SECRET], Date.now())}`
    const asked = { headers: { authorization } }
    await expectProblem(await grace.get('/api/auth/me', asked), 'unauthenticated')
  })

  test('ends with its row, though the token would run on', async () => {
    const ada = await signedUp('Ada')
    const past = new Date(Date.now() - 1_000)
    await db
      .update(sessions)
      .set({ expiresAt: past })
      .where(eq(sessions.id, sessionIdOf(ada)))
    await forget(ada)
    expect(await status(ada)).toBe(401)
  })

  test('ends with its account', async () => {
    const ada = await signedUp('Ada')
    const { id } = ada.session.account
    await db.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, id))
    await forget(ada)
    // Not at /me, which would miss the account by itself.
    await expectProblem(await ada.get('/api/rooms'), 'unauthenticated')
  })

  test('is not believed when its copy is not one', async () => {
    const ada = await signedUp('Ada')
    const key = `session:${sessionIdOf(ada)}`
    for (const forged of ['{"id":1}', 'true', '[]', '{"__proto__":{}}']) {
      await redis.set(key, forged)
      expect(await status(ada)).toBe(200)
    }
  })
})

describe('with a Redis that hangs', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  /** Redis takes the call and never answers. */
  function hang(): void {
    const real = globalThis.fetch
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
      if (!String(input).startsWith(env.UPSTASH_REDIS_REST_URL)) return real(input, init)
      return new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      })
    })
  }

  test('a session is read from Postgres within a second', async () => {
    const ada = await signedUp('Ada')
    hang()
    const start = Date.now()
    expect(await status(ada)).toBe(200)
    expect(Date.now() - start).toBeLessThan(1_000)
  })

  test('signing in is counted elsewhere', async () => {
    const ada = await signedUp('Ada')
    hang()
    const given = { username: ada.session.account.username, password: 'correct horse battery' }
    expect((await ada.post('/api/auth/login', given)).status).toBe(200)
  })
})

describe('logout', () => {
  test('ends the session, clears the cookie and records it', async () => {
    const ada = await signedUp('Ada')
    const { token } = ada
    const response = await ada.post('/api/auth/logout')
    expect(response.status).toBe(204)
    expect(response.headers.getSetCookie()).toEqual([
      '__Host-sid=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Secure-refresh=; Max-Age=0; Path=/api/auth; HttpOnly; Secure; SameSite=Strict',
      '__Host-csrf=; Max-Age=0; Path=/; Secure; SameSite=Strict',
    ])
    const headers = { authorization: `Bearer ${token}` }
    await expectProblem(await ada.get('/api/auth/me', { headers }), 'unauthenticated')
    const rows = await db.select().from(audit).where(eq(audit.actorId, ada.session.account.id))
    expect(rows.map(row => row.action)).toContain('session.logout')
  })

  test('holds when Redis is flushed afterwards', async () => {
    const ada = await signedUp('Ada')
    const before = ada.under({})
    await ada.post('/api/auth/logout')
    await forget(before)
    expect(await status(before)).toBe(401)
  })

  test('holds while Redis is away', async () => {
    const ada = await signedUp('Ada')
    const before = ada.under(REDIS_AWAY)
    await ada.post('/api/auth/logout')
    expect(await status(before)).toBe(401)
  })

  test('ends this session and no other of the same account', async () => {
    const ada = await signedUp('Ada')
    const phone = ada.under({})
    const { username } = ada.session.account
    await phone.post('/api/auth/login', { username, password: 'correct horse battery' })
    await ada.post('/api/auth/logout')
    expect(await status(phone)).toBe(200)
  })

  test('while Redis is away still ends the row and the cookie, and says that it is not all', async () => {
    const ada = await signedUp('Ada')
    const before = ada.under({})
    const response = await ada.under(REDIS_AWAY).post('/api/auth/logout')
    expect(response.headers.getSetCookie()).toHaveLength(3)
    await expectProblem(response, 'unavailable')
    const [row] = await db
      .select()
      .from(sessions)
      .where(eq(sessions.id, sessionIdOf(before)))
    expect(row?.revokedAt).not.toBeNull()
    // The copy is still there, and said again it goes.
    expect((await before.under({}).post('/api/auth/logout')).status).toBe(204)
    expect(await status(before)).toBe(401)
  })

  test('while Postgres is away marks the session in Redis, and says that it is not all', async () => {
    const ada = await signedUp('Ada')
    const before = ada.under({})
    const response = await ada.under(POSTGRES_AWAY).post('/api/auth/logout')
    await expectProblem(response, 'unavailable')
    expect(await status(before)).toBe(401)
  })

  test('refuses who is not signed in', async () => {
    const ada = await signedUp('Ada')
    await ada.post('/api/auth/logout')
    await expectProblem(await ada.post('/api/auth/logout'), 'unauthenticated')
  })
})

describe('the hot copy', () => {
  function identity(): Identity {
    const person = { id: crypto.randomUUID(), username: 'grace', displayName: 'Grace' }
    return { ...person, sessionId: crypto.randomUUID(), expiresAt: Date.now() + 3_600_000 }
  }

  test('does not overwrite the mark of a sign-out: a reader may hold a row from before', async () => {
    const grace = identity()
    await mark(redis, grace.sessionId, grace.expiresAt)
    await keep(redis, grace)
    await renew(redis, grace)
    await forgetCopies(redis, [grace.sessionId])
    expect(await recall(redis, grace.sessionId)).toBe('revoked')
  })

  test('is replaced by a refresh alone, not by a reader of an older row', async () => {
    const grace = identity()
    await keep(redis, grace)
    await keep(redis, { ...grace, displayName: 'Older' })
    expect(await recall(redis, grace.sessionId)).toMatchObject({ displayName: 'Grace' })
    await renew(redis, { ...grace, displayName: 'Newer' })
    expect(await recall(redis, grace.sessionId)).toMatchObject({ displayName: 'Newer' })
    await forgetCopies(redis, [grace.sessionId])
    expect(await recall(redis, grace.sessionId)).toBeUndefined()
  })

  test('lasts as long as its session, and is overwritten by the mark', async () => {
    const grace = identity()
    await keep(redis, grace)
    expect(await redis.pttl(`session:${grace.sessionId}`)).toBeGreaterThan(50 * 60_000)
    await mark(redis, grace.sessionId, grace.expiresAt)
    expect(await recall(redis, grace.sessionId)).toBe('revoked')
    expect(await redis.pttl(`session:${grace.sessionId}`)).toBeGreaterThan(50 * 60_000)
  })
})
