import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { SESSIONS_MAX } from '../../../protocol/limits.ts'
import { newSession } from '../../../worker/auth/session.ts'
import { sessions } from '../../../worker/store/schema.ts'
import { insertSession } from '../../../worker/store/sessions.ts'
import { db } from '../support/people.ts'
import { expectProblem, PASSWORD, REDIS_AWAY, signedUp, Visitor } from '../support/visitor.ts'
import { enterRoom, makeRoom, sessionIdOf } from '../support/ways.ts'

const LOGIN = '/api/auth/login'
type Person = Awaited<ReturnType<typeof signedUp>>

const given = (who: Person) => ({ username: who.session.account.username, password: PASSWORD })

describe('who signs in once more in the same browser', () => {
  test('has a new session, and the former one ends with its sockets', async () => {
    const ada = await signedUp('Ada')
    const [before, copy] = [sessionIdOf(ada), ada.under({})]
    const line = await enterRoom(ada, await makeRoom(ada))
    expect((await ada.post(LOGIN, given(ada))).status).toBe(200)
    expect(sessionIdOf(ada)).not.toBe(before)
    expect(await line.closed).toMatchObject({ code: 4001 })
    await expectProblem(await copy.get('/api/auth/me'), 'unauthenticated')
    expect((await ada.get('/api/auth/me')).status).toBe(200)
  })

  test('as somebody else, ends the first one’s session too', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const copy = ada.under({})
    expect((await ada.post(LOGIN, given(grace))).status).toBe(200)
    await expectProblem(await copy.get('/api/auth/me'), 'unauthenticated')
  })

  test('is let in when the former one cannot be ended', async () => {
    const ada = await signedUp('Ada')
    expect((await ada.under(REDIS_AWAY).post(LOGIN, given(ada))).status).toBe(200)
  })

  test('and is refused, keeps the session there is', async () => {
    const ada = await signedUp('Ada')
    const wrong = { ...given(ada), password: 'not the password' }
    await expectProblem(await ada.post(LOGIN, wrong), 'bad_credentials')
    expect((await ada.get('/api/auth/me')).status).toBe(200)
  })
})

test('of more sessions than one may have, the one used longest ago ends', async () => {
  const ada = await signedUp('Ada')
  const { id } = ada.session.account
  for (let n = 1; n < SESSIONS_MAX; n++) {
    const opened = newSession(id, { ip: '', userAgent: '', place: '' }, Date.now())
    const entry = { action: 'session.login', actorId: id, ip: '' } as const
    await insertSession(db, { id, passwordChangedAt: null }, opened, entry, Date.now())
  }
  const ago = new Date(Date.now() - 3_600_000)
  await db
    .update(sessions)
    .set({ lastSeenAt: ago })
    .where(eq(sessions.id, sessionIdOf(ada)))
  expect((await ada.get('/api/auth/me')).status).toBe(200)
  expect((await new Visitor().post(LOGIN, given(ada))).status).toBe(200)
  await expectProblem(await ada.get('/api/auth/me'), 'unauthenticated')
  const rows = await db.select().from(sessions).where(eq(sessions.accountId, id))
  expect(rows.filter(row => row.revokedAt === null)).toHaveLength(SESSIONS_MAX)
})
