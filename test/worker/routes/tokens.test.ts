import { eq } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { TOKEN_MAX_DAYS, TOKENS_MAX } from '../../../protocol/limits.ts'
import { tokenListSchema } from '../../../protocol/rest.ts'
import { newAccessToken } from '../../../worker/auth/access-token.ts'
import { findProgram } from '../../../worker/store/access-tokens.ts'
import { accessTokens, accounts, audit, sessions } from '../../../worker/store/schema.ts'
import { db, parts } from '../support/people.ts'
import { bearer, TOKENS, tokenOf } from '../support/program.ts'
import { expectProblem, POSTGRES_AWAY, REDIS_AWAY, signedUp, Visitor } from '../support/visitor.ts'

const { redis } = parts
const ME = '/api/auth/me'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const WANTED = { name: 'A bot', scopes: ['rooms:read'], days: 30 }

async function listed(who: Visitor) {
  return tokenListSchema.parse(await (await who.get(TOKENS)).json()).tokens
}

async function change(id: string, set: Partial<typeof accessTokens.$inferInsert>) {
  await db.update(accessTokens).set(set).where(eq(accessTokens.id, id))
}

/** Redis loses what it held of a token. */
async function forget(id: string): Promise<void> {
  await redis.del(`session:${id}`)
}

describe('the tokens of an account', () => {
  test('are made with a name, scopes and an end, and the text is told once', async () => {
    const ada = await signedUp('Ada')
    const before = Date.now()
    const { token, text } = await tokenOf(ada, 'rooms:read', 'messages:read', 'rooms:read')
    expect(token).toMatchObject({ name: 'A bot', lastUsedAt: null })
    expect(token.scopes).toEqual(['rooms:read', 'messages:read'])
    expect(token.expiresAt - token.createdAt).toBe(30 * DAY_MS)
    expect(token.createdAt).toBeGreaterThanOrEqual(before)
    const answer = await (await ada.get(TOKENS)).text()
    expect(tokenListSchema.parse(JSON.parse(answer)).tokens).toEqual([token])
    expect(answer).not.toContain(text)
  })

  test('are listed newest first, without those that were revoked or have run out', async () => {
    const ada = await signedUp('Ada')
    const made = []
    for (let n = 0; n < 4; n++) made.push((await tokenOf(ada, 'rooms:read')).token.id)
    await ada.ask('DELETE', `${TOKENS}/${made[1]}`, {})
    await change(made[2] ?? '', { expiresAt: new Date() })
    expect((await listed(ada)).map(({ id }) => id)).toEqual([made[3], made[0]])
  })

  test('are kept as nothing but an id, and recorded without their text', async () => {
    const ada = await signedUp('Ada')
    const { token, text } = await tokenOf(ada, 'rooms:read', 'rooms:write')
    await ada.ask('DELETE', `${TOKENS}/${token.id}`, {})
    const rows = await db.select().from(accessTokens).where(eq(accessTokens.id, token.id))
    const record = await db.select().from(audit).where(eq(audit.targetId, token.id))
    expect(record.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['token.made', ada.session.account.id],
      ['token.revoked', ada.session.account.id],
    ])
    expect(record[0]?.detail).toEqual({ name: 'A bot', scopes: 'rooms:read rooms:write', days: 30 })
    expect(rows).toHaveLength(1)
    expect(JSON.stringify([rows, record])).not.toContain(text.slice(7, 40))
  })

  test.each([
    ['no name', { ...WANTED, name: ' ' }],
    ['no scope', { ...WANTED, scopes: [] }],
    ['an unknown scope', { ...WANTED, scopes: ['admin'] }],
    ['no end', { name: 'A bot', scopes: ['rooms:read'] }],
    ['an end too far away', { ...WANTED, days: TOKEN_MAX_DAYS + 1 }],
    ['an end that has been', { ...WANTED, days: 0 }],
    ['an id', { ...WANTED, id: crypto.randomUUID() }],
    ['an account', { ...WANTED, accountId: crypto.randomUUID() }],
  ])('are not made with %s', async (_, body) => {
    const ada = await signedUp('Ada')
    await expectProblem(await ada.post(TOKENS, body), 'validation_failed')
    expect(await listed(ada)).toEqual([])
  })

  test('are not made by who has not just shown who they are', async () => {
    const ada = await signedUp('Ada')
    const long = { confirmedAt: new Date(Date.now() - HOUR_MS) }
    await db.update(sessions).set(long).where(eq(sessions.accountId, ada.session.account.id))
    await expectProblem(await ada.post(TOKENS, WANTED), 'confirmation_needed')
    expect(await listed(ada)).toEqual([])
  })

  test('are not made by another page of the browser', async () => {
    const ada = await signedUp('Ada')
    await expectProblem(await ada.post(TOKENS, WANTED, { 'x-csrf-token': '' }), 'csrf_failed')
  })

  test('are bounded, also when two are asked for at once; what runs no more is not counted', async () => {
    const ada = await signedUp('Ada')
    const row = (at: Partial<typeof accessTokens.$inferInsert>) => ({
      ...{ id: newAccessToken('').id, accountId: ada.session.account.id, name: 'One of many' },
      ...{ scopes: [], createdAt: new Date(), expiresAt: new Date(Date.now() + DAY_MS), ...at },
    })
    const over = [row({ expiresAt: new Date() }), row({ revokedAt: new Date() })]
    const running = Array.from({ length: TOKENS_MAX - 1 }, () => row({}))
    await db.insert(accessTokens).values([...running, ...over])
    const asked = await Promise.all([1, 2, 3].map(() => ada.post(TOKENS, WANTED)))
    expect(asked.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    await expectProblem(await ada.post(TOKENS, WANTED), 'too_many')
    expect(await listed(ada)).toHaveLength(TOKENS_MAX)
    const record = await db.select().from(audit).where(eq(audit.actorId, ada.session.account.id))
    expect(record.filter(({ action }) => action === 'token.made')).toHaveLength(1)
  })

  test('are forgotten some time after their end', async () => {
    const ada = await signedUp('Ada')
    const [old, gone, late] = [
      (await tokenOf(ada, 'rooms:read')).token.id,
      (await tokenOf(ada, 'rooms:read')).token.id,
      (await tokenOf(ada, 'rooms:read')).token.id,
    ]
    await change(old, { expiresAt: new Date() })
    await change(gone, { revokedAt: new Date(Date.now() - 8 * DAY_MS) })
    await change(late, { revokedAt: new Date() })
    await tokenOf(ada, 'rooms:read')
    const rows = await db
      .select({ id: accessTokens.id })
      .from(accessTokens)
      .where(eq(accessTokens.accountId, ada.session.account.id))
    expect(rows.map(({ id }) => id)).toContain(late)
    expect(rows.map(({ id }) => id)).not.toContain(old)
    expect(rows.map(({ id }) => id)).not.toContain(gone)
  })
})

describe('a token', () => {
  test('stands for its account, without cookie, origin or csrf value', async () => {
    const ada = await signedUp('Ada')
    const { token, text } = await tokenOf(ada, 'account:read', 'rooms:write')
    const answer = await bearer(text).get(ME)
    expect(await answer.json()).toEqual({
      account: ada.session.account,
      expiresAt: token.expiresAt,
    })
    const made = await bearer(text).post('/api/rooms', { name: `Den ${token.id}` })
    expect(made.status).toBe(201)
  })

  test('speaks louder than a cookie that comes with it', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const { text } = await tokenOf(ada, 'account:read')
    const answer = await bearer(text, grace).get(ME)
    expect(await answer.json()).toMatchObject({ account: { id: ada.session.account.id } })
    await expectProblem(await bearer(`${text}x`, grace).get(ME), 'unauthenticated')
  })

  test('is read from its hot copy, which lasts an hour at most', async () => {
    const ada = await signedUp('Ada')
    const { token, text } = await tokenOf(ada, 'account:read')
    expect((await bearer(text).get(ME)).status).toBe(200)
    const left = await redis.pttl(`session:${token.id}`)
    expect(left).toBeGreaterThan(HOUR_MS / 2)
    expect(left).toBeLessThanOrEqual(HOUR_MS)
    // The account itself is in Postgres alone: unavailable says that the token was no obstacle.
    const lost = bearer(text, ada.under(POSTGRES_AWAY))
    await expectProblem(await lost.get(ME), 'unavailable')
  })

  test('outlives the loss of Redis, and is read from Postgres while Redis is away', async () => {
    const ada = await signedUp('Ada')
    const { token, text } = await tokenOf(ada, 'account:read')
    expect((await bearer(text).get(ME)).status).toBe(200)
    await forget(token.id)
    expect((await bearer(text).get(ME)).status).toBe(200)
    expect((await bearer(text, ada.under(REDIS_AWAY)).get(ME)).status).toBe(200)
    const lost = bearer(text, ada.under({ ...REDIS_AWAY, ...POSTGRES_AWAY }))
    await expectProblem(await lost.get(ME), 'unavailable')
  })

  test('is not believed to be a person when its copy has lost the scopes', async () => {
    const ada = await signedUp('Ada')
    const { token, text } = await tokenOf(ada, 'account:read')
    const { id, username, displayName } = ada.session.account
    const copy = { id, username, displayName, sessionId: token.id, expiresAt: token.expiresAt }
    await redis.set(`session:${token.id}`, copy)
    expect((await bearer(text).get(ME)).status).toBe(200)
    await expectProblem(await bearer(text).get('/api/rooms'), 'insufficient_scope')
    await expectProblem(await bearer(text).get(TOKENS), 'insufficient_scope')
  })

  test('shows when it was last used', async () => {
    const ada = await signedUp('Ada')
    const { text } = await tokenOf(ada, 'account:read')
    expect((await listed(ada))[0]?.lastUsedAt).toBeNull()
    const before = Date.now()
    await bearer(text).get(ME)
    const used = (await listed(ada))[0]?.lastUsedAt ?? 0
    expect(used).toBeGreaterThanOrEqual(before)
    await bearer(text).get(ME)
    expect((await listed(ada))[0]?.lastUsedAt).toBe(used)
  })

  test('has its use written down once a minute at most, and never when it has ended', async () => {
    const ada = await signedUp('Ada')
    const { token } = await tokenOf(ada, 'account:read')
    const usedAt = async () => (await listed(ada))[0]?.lastUsedAt
    const now = Date.now()
    await findProgram(db, token.id, now)
    await findProgram(db, token.id, now + 59_000)
    expect(await usedAt()).toBe(now)
    await findProgram(db, token.id, now + 61_000)
    expect(await usedAt()).toBe(now + 61_000)
    expect(await findProgram(db, token.id, token.expiresAt)).toBeUndefined()
    expect(await usedAt()).toBe(now + 61_000)
  })
})

describe('revoking a token', () => {
  test('ends it at once, and no other', async () => {
    const ada = await signedUp('Ada')
    const [one, other] = [await tokenOf(ada, 'account:read'), await tokenOf(ada, 'account:read')]
    expect((await bearer(one.text).get(ME)).status).toBe(200)
    expect((await ada.ask('DELETE', `${TOKENS}/${one.token.id}`, {})).status).toBe(204)
    await expectProblem(await bearer(one.text).get(ME), 'unauthenticated')
    expect((await bearer(other.text).get(ME)).status).toBe(200)
    expect((await ada.get(ME)).status).toBe(200)
  })

  test('holds when Redis is flushed afterwards, and while it is away', async () => {
    const ada = await signedUp('Ada')
    const { token, text } = await tokenOf(ada, 'account:read')
    await bearer(text).get(ME)
    await ada.ask('DELETE', `${TOKENS}/${token.id}`, {})
    await expectProblem(await bearer(text, ada.under(REDIS_AWAY)).get(ME), 'unauthenticated')
    await forget(token.id)
    await expectProblem(await bearer(text).get(ME), 'unauthenticated')
  })

  test('while Redis is away says that it is not all, and said again it is', async () => {
    const ada = await signedUp('Ada')
    const { token, text } = await tokenOf(ada, 'account:read')
    await bearer(text).get(ME)
    const half = ada.under(REDIS_AWAY).ask('DELETE', `${TOKENS}/${token.id}`, {})
    await expectProblem(await half, 'unavailable')
    expect((await ada.ask('DELETE', `${TOKENS}/${token.id}`, {})).status).toBe(204)
    await expectProblem(await bearer(text).get(ME), 'unauthenticated')
  })

  test.each([crypto.randomUUID(), 'all', '%00'])('refuses one that is not there: %s', async id => {
    const ada = await signedUp('Ada')
    await expectProblem(await ada.ask('DELETE', `${TOKENS}/${id}`, {}), 'not_found')
  })
})

describe('nobody gets in', () => {
  async function refused(text: string): Promise<void> {
    await expectProblem(await bearer(text).get(ME), 'unauthenticated')
  }

  test('with a token that has run out', async () => {
    const ada = await signedUp('Ada')
    const { token, text } = await tokenOf(ada, 'account:read')
    await change(token.id, { expiresAt: new Date() })
    await refused(text)
  })

  test('with a token that ran out after its copy was made', async () => {
    const ada = await signedUp('Ada')
    const { token, text } = await tokenOf(ada, 'account:read')
    await bearer(text).get(ME)
    const copy = await redis.get<object>(`session:${token.id}`)
    await redis.set(`session:${token.id}`, { ...copy, expiresAt: Date.now() - 1 })
    await change(token.id, { expiresAt: new Date() })
    await refused(text)
  })

  test('with a token of an account that was deleted', async () => {
    const ada = await signedUp('Ada')
    const { text } = await tokenOf(ada, 'account:read', 'rooms:read')
    const { id } = ada.session.account
    await db.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, id))
    // Not at /me, which would miss the account by itself.
    await expectProblem(await bearer(text).get('/api/rooms'), 'unauthenticated')
  })

  test("with the id of somebody's token", async () => {
    const { token } = await tokenOf(await signedUp('Ada'), 'account:read')
    await refused(token.id)
    await refused(`alcove_${token.id}`)
  })

  test("by revoking another person's token, which goes on", async () => {
    const [ada, mallory] = [await signedUp('Ada'), await signedUp('Mallory')]
    const { token, text } = await tokenOf(ada, 'account:read')
    const asked = mallory.ask('DELETE', `${TOKENS}/${token.id}`, {})
    await expectProblem(await asked, 'not_found')
    expect(await listed(mallory)).toEqual([])
    expect((await bearer(text).get(ME)).status).toBe(200)
  })

  test('with a token that nobody made', async () => {
    await refused(newAccessToken(parts.env.PASSWORD_PEPPER).text)
  })

  test('with one made elsewhere, and Postgres and Redis are not asked about it', async () => {
    const { text } = newAccessToken('another pepper')
    const alone = bearer(text, new Visitor({ ...REDIS_AWAY, ...POSTGRES_AWAY }))
    await expectProblem(await alone.get(ME), 'unauthenticated')
  })

  test('with a JWT dressed up as a token, or a token as a JWT', async () => {
    const ada = await signedUp('Ada')
    const { text } = await tokenOf(ada, 'account:read')
    await refused(`alcove_${ada.token}`)
    await refused(`${text}.${ada.token}`)
    await refused(`${ada.token}.${text}`)
    const [header, payload] = ada.token.split('.')
    await refused(`${header}.${payload}.${text}`)
  })

  test('with a refresh token, or with the id of a session', async () => {
    const ada = await signedUp('Ada')
    await refused(ada.refreshToken)
    await refused(decodeJwt(ada.token).jti ?? '')
  })

  test.each([
    '__Host-sid',
    '__Secure-refresh',
    'sid',
  ])('with a token in the cookie %s', async name => {
    const ada = await signedUp('Ada')
    const { token, text } = await tokenOf(ada, 'account:read', 'rooms:write')
    const mallory = ada.under({})
    mallory.cookies.clear()
    mallory.cookies.set(name, text)
    await expectProblem(await mallory.get(ME), 'unauthenticated')
    const made = mallory.post('/api/rooms', { name: `Den ${token.id}` })
    await expectProblem(await made, 'unauthenticated')
  })

  test.each([
    ['something behind it', (text: string) => `${text}x`],
    ['a dot behind it', (text: string) => `${text}.`],
    ['a comma and another', (text: string) => `${text}, ${text}`],
    ['another behind it', (text: string) => `${text} ${text}`],
    ['padding', (text: string) => `${text}=`],
    ['quotes', (text: string) => `"${text}"`],
    ['its last character missing', (text: string) => text.slice(0, -1)],
    ['small letters', (text: string) => text.toLowerCase()],
    ['capitals', (text: string) => text.toUpperCase()],
    ['ten thousand characters', (text: string) => text + 'A'.repeat(10_000)],
    ['ten thousand characters of nothing', () => 'A'.repeat(10_000)],
    ['nothing', () => ''],
  ])('with a token that has %s', async (_, change) => {
    const { text } = await tokenOf(await signedUp('Ada'), 'account:read')
    await refused(change(text))
  })

  test.each(['Basic', 'Token', 'BearerBearer', ''])('with a token as %s', async scheme => {
    const { text } = await tokenOf(await signedUp('Ada'), 'account:read')
    const authorization = `${scheme} ${text}`
    await expectProblem(await bearer(text).get(ME, { authorization }), 'unauthenticated')
  })
})
