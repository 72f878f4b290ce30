import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { PASSWORD_MAX_CHARS, REQUEST_MAX_BYTES } from '../../../protocol/limits.ts'
import { sessionSchema } from '../../../protocol/rest.ts'
import { parsePhc } from '../../../worker/domain/phc.ts'
import { accounts, audit, sessions } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { expectProblem, PASSWORD, signedUp, username, Visitor } from '../support/visitor.ts'

const REGISTER = '/api/auth/register'
const LOGIN = '/api/auth/login'

async function registered(visitor: Visitor, name: string) {
  const wanted = { username: username(name), password: PASSWORD }
  const response = await visitor.post(REGISTER, wanted, { 'user-agent': 'Firefox' })
  return sessionSchema.parse(await response.json()).account
}

async function actions(accountId: string): Promise<string[]> {
  const rows = await db.select().from(audit).where(eq(audit.actorId, accountId)).orderBy(audit.id)
  return rows.map(row => row.action)
}

describe('register', () => {
  test('makes an account, signs in and tells what was made', async () => {
    const ada = new Visitor()
    const name = username('Ada')
    const wanted = {
      username: name.toUpperCase(),
      password: PASSWORD,
      email: `${name}@Example.org`,
    }
    const response = await ada.post(REGISTER, wanted)
    expect(response.status).toBe(201)
    const { account, expiresAt } = sessionSchema.parse(await response.json())
    expect(account).toMatchObject({ username: name, displayName: name })
    expect(account.email).toBe(`${name}@Example.org`)
    expect(expiresAt).toBeGreaterThan(Date.now() + 6.9 * 24 * 3_600_000)
    expect((await ada.get('/api/auth/me')).status).toBe(200)
  })

  test('keeps the password only as a salted scrypt hash', async () => {
    const hashes = []
    for (const name of ['Ada', 'Grace']) {
      const { id } = await registered(new Visitor(), name)
      const [row] = await db.select().from(accounts).where(eq(accounts.id, id))
      hashes.push(row?.passwordHash)
    }
    expect(hashes[0]).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(hashes[0]).not.toBe(hashes[1])
  })

  test('records itself, and the session with its address and program', async () => {
    const ada = new Visitor()
    const { id } = await registered(ada, 'Ada')
    expect(await actions(id)).toEqual(['account.register'])
    const [row] = await db.select().from(sessions).where(eq(sessions.accountId, id))
    expect(row).toMatchObject({ ip: ada.address, userAgent: 'Firefox', revokedAt: null })
  })

  test('refuses a name that is taken, in any case', async () => {
    const ada = await signedUp('Ada')
    const again = { username: ada.session.account.username.toUpperCase(), password: PASSWORD }
    await expectProblem(await new Visitor().post(REGISTER, again), 'username_taken')
  })

  test.each([
    ['many have', { password: 'qwertyuiop' }],
    ['is its owner', { displayName: 'Lovelace', password: 'lovelace-1815' }],
  ])('refuses a password that %s', async (_, wanted) => {
    const asked = new Visitor().post(REGISTER, { username: username('Ada'), ...wanted })
    await expectProblem(await asked, 'weak_password')
  })

  test('refuses a name too like another, and one that is reserved', async () => {
    const own = username('lolo')
    const first = { username: own, password: PASSWORD }
    expect((await new Visitor().post(REGISTER, first)).status).toBe(201)
    const like = { username: own.replaceAll('l', '1').replaceAll('o', '0'), password: PASSWORD }
    await expectProblem(await new Visitor().post(REGISTER, like), 'username_taken')
    const reserved = { username: 'R00T', password: PASSWORD }
    await expectProblem(await new Visitor().post(REGISTER, reserved), 'validation_failed')
  })

  test('does not tell whether an e-mail address has an account: who had it first signs in by it', async () => {
    const email = `${username('Ada')}@example.org`
    const ada = { username: username('Ada'), password: PASSWORD, email }
    expect((await new Visitor().post(REGISTER, ada)).status).toBe(201)
    const grace = { ...ada, username: username('Grace'), email: email.toUpperCase() }
    expect((await new Visitor().post(REGISTER, grace)).status).toBe(201)
    const back = await new Visitor().post('/api/auth/login', {
      username: email,
      password: PASSWORD,
    })
    const { account } = sessionSchema.parse(await back.json())
    expect(account.username).toBe(ada.username.toLowerCase())
  })

  const good = { username: 'linus', password: PASSWORD }
  test.each([
    ['nothing', {}, ['username', 'password']],
    ['a list', [], ['']],
    ['a number', 7, ['']],
    ['null', null, ['']],
    ['a short name', { ...good, username: 'l' }, ['username']],
    ['a name with a space', { ...good, username: 'linus t' }, ['username']],
    ['a name that looks like another', { ...good, username: 'lіnus' }, ['username']],
    ['a name of the wrong type', { ...good, username: { $ne: '' } }, ['username']],
    ['a short password', { ...good, password: 'short' }, ['password']],
    ['a huge password', { ...good, password: 'x'.repeat(PASSWORD_MAX_CHARS + 1) }, ['password']],
    ['a password with U+0000', { ...good, password: 'correct\u0000horse' }, ['password']],
    ['a blank display name', { ...good, displayName: ' \u200b ' }, ['displayName']],
    ['an e-mail address that is none', { ...good, email: 'linus@' }, ['email']],
    ['a field of ours', { ...good, id: crypto.randomUUID() }, ['id']],
    ['a role', { ...good, isAdmin: true, role: 'owner' }, ['isAdmin', 'role']],
    ['a constructor', { ...good, constructor: { prototype: {} } }, ['constructor']],
  ])('refuses %s, naming the field', async (_, body, names) => {
    const problem = await expectProblem(
      await new Visitor().post(REGISTER, body),
      'validation_failed',
    )
    expect(problem.errors?.map(error => error.field)).toEqual(names)
  })

  test('refuses a body that reaches for the prototype', async () => {
    const body = `{"username":"linus","password":"${PASSWORD}","__proto__":{"isAdmin":true}}`
    await expectProblem(await new Visitor().post(REGISTER, body), 'validation_failed')
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
  })

  test('names twenty fields at most, and none at length', async () => {
    const body = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}`.repeat(100), n]))
    const response = await new Visitor().post(REGISTER, body)
    const problem = await expectProblem(response, 'validation_failed')
    expect(problem.errors).toHaveLength(20)
    for (const { field } of problem.errors ?? []) expect(field.length).toBeLessThanOrEqual(64)
  })
})

describe('a JSON body', () => {
  test.each([
    ['no JSON', '{"username":'],
    ['nothing at all', ''],
    ['JSON and more', '{} {}'],
  ])('that is %s is refused', async (_, body) => {
    const headers = { 'content-type': 'application/json' }
    await expectProblem(await new Visitor().post(LOGIN, body, headers), 'bad_json')
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json-patch+json',
    'text/json',
  ])('announced as %s is refused', async type => {
    const response = await new Visitor().post(LOGIN, '{}', { 'content-type': type })
    await expectProblem(response, 'unsupported_media_type')
  })

  test('may name its charset', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    await expectProblem(await new Visitor().post(LOGIN, '{}', headers), 'validation_failed')
  })

  test('above the limit is refused by its announced length', async () => {
    const headers = { 'content-length': String(REQUEST_MAX_BYTES + 1) }
    const body = ' '.repeat(REQUEST_MAX_BYTES + 1)
    await expectProblem(await new Visitor().post(LOGIN, body, headers), 'payload_too_large')
  })

  test('above the limit is refused without an announced length', async () => {
    const body = ' '.repeat(REQUEST_MAX_BYTES + 1)
    await expectProblem(await new Visitor().post(LOGIN, body), 'payload_too_large')
  })

  test('at the limit is read', async () => {
    const body = `{}${' '.repeat(REQUEST_MAX_BYTES - 2)}`
    await expectProblem(await new Visitor().post(LOGIN, body), 'validation_failed')
  })

  test('nested without end does no harm', async () => {
    const depth = 30_000
    const body = `{"username":${'['.repeat(depth)}${']'.repeat(depth)}}`
    await expectProblem(await new Visitor().post(LOGIN, body), 'validation_failed')
  })
})

describe('login', () => {
  test('takes the username in any case', async () => {
    const { account } = (await signedUp('Ada')).session
    const given = { username: ` ${account.username.toUpperCase()} `, password: PASSWORD }
    const response = await new Visitor().post(LOGIN, given)
    expect(response.status).toBe(200)
    expect(sessionSchema.parse(await response.json()).account.id).toBe(account.id)
    expect(await actions(account.id)).toEqual(['account.register', 'session.login'])
  })

  test('takes the e-mail address in any case', async () => {
    const name = username('Grace')
    const wanted = { username: name, password: PASSWORD, email: `${name}@example.org` }
    await new Visitor().post(REGISTER, wanted)
    const given = { username: `${name}@EXAMPLE.org`, password: PASSWORD }
    expect((await new Visitor().post(LOGIN, given)).status).toBe(200)
  })

  test('takes a password however its letters were composed', async () => {
    const name = username('Grace')
    await new Visitor().post(REGISTER, { username: name, password: 'caf\u00e9 au lait' })
    const given = { username: name, password: 'cafe\u0301 au lait' }
    expect((await new Visitor().post(LOGIN, given)).status).toBe(200)
  })

  test('answers an unknown name exactly as a wrong password', async () => {
    const { account } = (await signedUp('Ada')).session
    const [wrong, unknown] = await Promise.all(
      [account.username, username('nobody')].map(async name => {
        const given = { username: name, password: 'not the password' }
        const response = await new Visitor().post(LOGIN, given)
        const headers = Object.fromEntries(response.headers)
        const problem = await expectProblem(response, 'bad_credentials')
        return { ...problem, headers: { ...headers, 'x-request-id': '' }, requestId: '' }
      }),
    )
    expect(unknown).toEqual(wrong)
  })

  test('records failures, with the account only when there is one', async () => {
    const { account } = (await signedUp('Ada')).session
    const visitor = new Visitor()
    await visitor.post(LOGIN, { username: account.username, password: 'not the password' })
    await visitor.post(LOGIN, { username: username('nobody'), password: 'not the password' })
    const rows = await db.select().from(audit).where(eq(audit.ip, visitor.address))
    expect(rows.map(row => [row.action, row.targetId])).toEqual([
      ['session.login_failed', account.id],
      ['session.login_failed', null],
    ])
  })

  test('opens another session than the one the browser came with', async () => {
    const ada = await signedUp('Ada')
    const before = ada.token
    const given = { username: ada.session.account.username, password: PASSWORD }
    await ada.post(LOGIN, given)
    expect(ada.token).not.toBe(before)
  })

  test('lets a deleted account in no more', async () => {
    const { account } = (await signedUp('Linus')).session
    await db.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, account.id))
    const given = { username: account.username, password: PASSWORD }
    await expectProblem(await new Visitor().post(LOGIN, given), 'bad_credentials')
  })

  test('hashes anew what was hashed at another cost', async () => {
    const { account } = (await signedUp('Grace')).session
    const mine = eq(accounts.id, account.id)
    const [before] = await db.select().from(accounts).where(mine)
    expect(parsePhc(before?.passwordHash ?? '').ln).toBe(7)
    const given = { username: account.username, password: PASSWORD }
    expect((await new Visitor().post(LOGIN, given)).status).toBe(200)
    const [row] = await db.select().from(accounts).where(mine)
    expect(parsePhc(row?.passwordHash ?? '')).toMatchObject({ ln: 14, r: 8, p: 5 })
    expect((await new Visitor().post(LOGIN, given)).status).toBe(200)
  })

  test.each([
    ['nothing', {}, ['username', 'password']],
    ['a name of the wrong type', { username: 7, password: PASSWORD }, ['username']],
    ['a name with U+0000', { username: 'ada\u0000', password: PASSWORD }, ['username']],
    ['half a character', { username: 'ada\ud83d', password: PASSWORD }, ['username']],
    ['an unknown field', { username: 'ada', password: PASSWORD, remember: true }, ['remember']],
  ])('refuses %s', async (_, body, names) => {
    const problem = await expectProblem(await new Visitor().post(LOGIN, body), 'validation_failed')
    expect(problem.errors?.map(error => error.field)).toEqual(names)
  })
})

describe('the cookies of a session', () => {
  // Whole seconds, less those that hashing took.
  const WEEK = expect.stringMatching(/^Max-Age=6047[89]\d$|^Max-Age=604800$/)
  const QUARTER = 'Max-Age=900'

  /** Each with its value, and its flags in order. */
  async function given(visitor: Visitor) {
    const wanted = { username: username('Ada'), password: PASSWORD }
    const cookies = (await visitor.post(REGISTER, wanted)).headers.getSetCookie()
    return cookies.map(cookie => {
      const [pair, ...flags] = cookie.split('; ')
      return { pair, flags: flags.sort() }
    })
  }

  test('on https are bound to this host, and out of reach of other sites', async () => {
    expect(await given(new Visitor())).toEqual([
      {
        pair: expect.stringMatching(/^__Host-sid=eyJ/),
        flags: ['HttpOnly', QUARTER, 'Path=/', 'SameSite=Lax', 'Secure'],
      },
      {
        pair: expect.stringMatching(/^__Secure-refresh=[\w-]{36}\.[\w-]{43}$/),
        flags: ['HttpOnly', WEEK, 'Path=/api/auth', 'SameSite=Strict', 'Secure'],
      },
      {
        pair: expect.stringMatching(/^__Host-csrf=[\w-]{43}$/),
        flags: [WEEK, 'Path=/', 'SameSite=Strict', 'Secure'],
      },
    ])
  })

  test('on plain http do without what https alone can give', async () => {
    const visitor = new Visitor({}, 'http://localhost:8787')
    expect(await given(visitor)).toEqual([
      {
        pair: expect.stringMatching(/^sid=eyJ/),
        flags: ['HttpOnly', QUARTER, 'Path=/', 'SameSite=Lax'],
      },
      {
        pair: expect.stringMatching(/^refresh=/),
        flags: ['HttpOnly', WEEK, 'Path=/api/auth', 'SameSite=Strict'],
      },
      { pair: expect.stringMatching(/^csrf=/), flags: [WEEK, 'Path=/', 'SameSite=Strict'] },
    ])
    expect((await visitor.get('/api/auth/me')).status).toBe(200)
  })

  test('under the name for http counts nothing on https: a neighbour could have set it', async () => {
    const ada = await signedUp('Ada')
    const headers = { cookie: `sid=${ada.token}` }
    await expectProblem(await ada.get('/api/auth/me', { headers }), 'unauthenticated')
  })
})

describe('me', () => {
  test('tells who is signed in', async () => {
    const ada = await signedUp('Ada')
    const response = await ada.get('/api/auth/me')
    expect(sessionSchema.parse(await response.json())).toEqual(ada.session)
  })

  test('takes the token as Bearer too', async () => {
    const ada = await signedUp('Ada')
    const headers = { authorization: `Bearer ${ada.token}` }
    expect((await new Visitor().get('/api/auth/me', { headers })).status).toBe(200)
  })

  test.each([
    '',
    'Basic YWRhOmFkYQ==',
    'Bearer',
    'Bearer x y',
  ])('refuses who is not signed in: authorization "%s"', async authorization => {
    const response = await new Visitor().get('/api/auth/me', { headers: { authorization } })
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="alcove"')
    await expectProblem(response, 'unauthenticated')
  })

  test('lets the header decide alone when there is a cookie too', async () => {
    const ada = await signedUp('Ada')
    const headers = { authorization: 'Bearer not.a.token' }
    await expectProblem(await ada.get('/api/auth/me', { headers }), 'unauthenticated')
  })
})
