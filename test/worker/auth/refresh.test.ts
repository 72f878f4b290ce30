import { and, eq, isNotNull } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { sessionSchema } from '../../../protocol/rest.ts'
import { REFRESH_GRACE_MS } from '../../../worker/auth/refresh.ts'
import { hashOf } from '../../../worker/auth/refresh-token.ts'
import { SESSION_MAX_MS, SESSION_MS } from '../../../worker/auth/session.ts'
import { accounts, audit, refreshTokens, sessions } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import {
  expectProblem,
  POSTGRES_AWAY,
  REDIS_AWAY,
  signedUp,
  type Visitor,
} from '../support/visitor.ts'
import { enterRoom, makeRoom, sessionIdOf } from '../support/ways.ts'

const REFRESH = '/api/auth/refresh'

/** As if the token, if it has been used, had been so many milliseconds ago. */
async function usedAgo(token: string, ms: number): Promise<void> {
  const usedAt = new Date(Date.now() - ms)
  await db
    .update(refreshTokens)
    .set({ usedAt })
    .where(and(eq(refreshTokens.hash, hashOf(token)), isNotNull(refreshTokens.usedAt)))
}

async function refreshed(who: Visitor): Promise<Visitor> {
  const response = await who.post(REFRESH)
  expect(`${response.status} ${await response.text()}`).toMatch(/^200/)
  return who
}

async function actions(who: Visitor & { session: { account: { id: string } } }) {
  const rows = await db.select().from(audit).where(eq(audit.actorId, who.session.account.id))
  return rows.map(row => row.action)
}

describe('a refresh', () => {
  test('gives new tokens of the same session, and works again with them', async () => {
    const ada = await signedUp('Ada')
    const [refreshToken, session] = [ada.refreshToken, sessionIdOf(ada)]
    const answer = await ada.post(REFRESH)
    expect(sessionSchema.parse(await answer.json()).account).toEqual(ada.session.account)
    expect(ada.refreshToken).not.toBe(refreshToken)
    expect(sessionIdOf(ada)).toBe(session)
    expect((await ada.get('/api/auth/me')).status).toBe(200)
    await refreshed(ada)
  })

  test('works without an access token: that is what it is for', async () => {
    const ada = await signedUp('Ada')
    ada.cookies.delete('__Host-sid')
    await refreshed(ada)
    expect((await ada.get('/api/auth/me')).status).toBe(200)
  })

  test('keeps the token as a hash alone', async () => {
    const ada = await signedUp('Ada')
    const rows = await db.select().from(refreshTokens)
    expect(JSON.stringify(rows)).not.toContain(ada.refreshToken.split('.')[1])
    expect(rows.map(row => row.hash)).toContain(hashOf(ada.refreshToken))
  })

  test('makes the session last a week from now, and 90 days from sign-in at most', async () => {
    const ada = await signedUp('Ada')
    const mine = eq(sessions.id, sessionIdOf(ada))
    await db
      .update(sessions)
      .set({ expiresAt: new Date(Date.now() + 60_000) })
      .where(mine)
    await refreshed(ada)
    const [row] = await db.select().from(sessions).where(mine)
    expect(row?.expiresAt.getTime()).toBeGreaterThan(Date.now() + SESSION_MS - 60_000)
    const createdAt = new Date(Date.now() - SESSION_MAX_MS + 60_000)
    await db.update(sessions).set({ createdAt }).where(mine)
    await refreshed(ada)
    const [last] = await db.select().from(sessions).where(mine)
    expect(last?.expiresAt.getTime()).toBe(createdAt.getTime() + SESSION_MAX_MS)
  })

  test('works while Redis is away', async () => {
    const ada = await signedUp('Ada')
    await refreshed(ada.under(REDIS_AWAY))
  })

  test('is unavailable while Postgres is away, and nothing is lost by asking', async () => {
    const ada = await signedUp('Ada')
    await expectProblem(await ada.under(POSTGRES_AWAY).post(REFRESH), 'unavailable')
    await refreshed(ada)
  })

  test.each([
    ['no token', ''],
    ['a text that is none', 'x'],
    ['a token of nobody', `${crypto.randomUUID()}.${'a'.repeat(43)}`],
    ['an access token', 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln'],
  ])('is refused with %s', async (_, token) => {
    const ada = await signedUp('Ada')
    ada.cookies.set('__Secure-refresh', token)
    const response = await ada.post(REFRESH)
    expect([401, 403]).toContain(response.status)
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test('is refused with a refresh token where an access token belongs', async () => {
    const ada = await signedUp('Ada')
    const headers = { authorization: `Bearer ${ada.refreshToken}` }
    await expectProblem(await ada.get('/api/auth/me', { headers }), 'unauthenticated')
    ada.cookies.set('__Host-sid', ada.refreshToken)
    await expectProblem(await ada.get('/api/auth/me'), 'unauthenticated')
  })

  test('is refused once the session has ended, run out, or lost its account', async () => {
    const [ada, grace, linus] = await Promise.all(['Ada', 'Grace', 'Linus'].map(signedUp))
    if (!ada || !grace || !linus) throw new Error('nobody')
    const before = ada.under({})
    await ada.post('/api/auth/logout')
    await expectProblem(await before.post(REFRESH), 'unauthenticated')
    const past = new Date(Date.now() - 1)
    await db
      .update(sessions)
      .set({ expiresAt: past })
      .where(eq(sessions.id, sessionIdOf(grace)))
    await expectProblem(await grace.post(REFRESH), 'unauthenticated')
    await db
      .update(accounts)
      .set({ deletedAt: past })
      .where(eq(accounts.id, linus.session.account.id))
    await expectProblem(await linus.post(REFRESH), 'unauthenticated')
  })
})

describe('a refresh token that comes again', () => {
  test('of two tabs at once is good for both, and they go on with one of the two', async () => {
    const ada = await signedUp('Ada')
    const tabs = [ada.under({}), ada.under({})] as const
    await Promise.all(tabs.map(refreshed))
    const [, kept] = tabs
    expect(tabs[0].refreshToken).not.toBe(kept.refreshToken)
    // A browser keeps what came last, for all of its tabs.
    const again = kept.under({})
    await Promise.all([refreshed(kept), refreshed(again)])
    await refreshed(kept)
    expect((await again.get('/api/auth/me')).status).toBe(200)
  })

  test('ends the session when both go on that were given for it, each with its own', async () => {
    const ada = await signedUp('Ada')
    const thief = ada.under({})
    await refreshed(ada)
    await refreshed(thief)
    await refreshed(ada)
    await expectProblem(await thief.post(REFRESH), 'unauthenticated')
    await expectProblem(await ada.get('/api/auth/me'), 'unauthenticated')
    expect(await actions(ada)).toContain('session.refresh_reused')
  })

  test('does so, too, when they go on at the same moment', async () => {
    const ada = await signedUp('Ada')
    const thief = ada.under({})
    await refreshed(ada)
    await refreshed(thief)
    const both = await Promise.all([ada.post(REFRESH), thief.post(REFRESH)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    await expectProblem(await ada.get('/api/auth/me'), 'unauthenticated')
    await expectProblem(await thief.get('/api/auth/me'), 'unauthenticated')
  })

  test('whose answer was lost is good within the grace', async () => {
    const ada = await signedUp('Ada')
    const again = ada.under({})
    await refreshed(ada)
    await usedAgo(again.refreshToken, REFRESH_GRACE_MS - 5_000)
    await refreshed(again)
  })

  test('later ends the session for whoever has it, sockets included, and is recorded', async () => {
    const ada = await signedUp('Ada')
    const line = await enterRoom(ada, await makeRoom(ada))
    const thief = ada.under({})
    await refreshed(ada)
    await usedAgo(thief.refreshToken, REFRESH_GRACE_MS + 1_000)
    await expectProblem(await thief.post(REFRESH), 'unauthenticated')
    expect(await line.closed).toMatchObject({ code: 4001 })
    await expectProblem(await ada.get('/api/auth/me'), 'unauthenticated')
    await expectProblem(await ada.post(REFRESH), 'unauthenticated')
    expect(await actions(ada)).toContain('session.refresh_reused')
  })

  test('ends the session even within the grace, once what was given for it has been used', async () => {
    const ada = await signedUp('Ada')
    const thief = ada.under({})
    await refreshed(await refreshed(ada))
    await expectProblem(await thief.post(REFRESH), 'unauthenticated')
    await expectProblem(await ada.get('/api/auth/me'), 'unauthenticated')
  })

  test('as the sibling nobody kept ends it, too', async () => {
    const ada = await signedUp('Ada')
    const tabs = [ada.under({}), ada.under({})] as const
    await Promise.all(tabs.map(refreshed))
    const [kept, left] = tabs
    await refreshed(kept)
    await usedAgo(left.refreshToken, REFRESH_GRACE_MS + 1_000)
    await expectProblem(await left.post(REFRESH), 'unauthenticated')
    await expectProblem(await kept.post(REFRESH), 'unauthenticated')
  })

  test('of another session ends that alone', async () => {
    const ada = await signedUp('Ada')
    const grace = await signedUp('Grace')
    const thief = ada.under({})
    await refreshed(ada)
    await usedAgo(thief.refreshToken, REFRESH_GRACE_MS + 1_000)
    await thief.post(REFRESH)
    expect((await grace.get('/api/auth/me')).status).toBe(200)
  })
})
