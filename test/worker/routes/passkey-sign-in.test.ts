import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { sessionSchema } from '../../../protocol/rest.ts'
import { answerByPasskey } from '../../../worker/auth/passkey-sign-in.ts'
import { accounts, audit, passkeys, sessions } from '../../../worker/store/schema.ts'
import { Authenticator, type Behaviour } from '../../support/authenticator.ts'
import {
  addApp,
  addPasskey,
  codeOf,
  passwordOf,
  recorded,
  requestOptions,
  sessionsOf,
  withPasskey,
} from '../support/factors.ts'
import { db, parts } from '../support/people.ts'
import { expectProblem, ORIGIN, signedUp, Visitor } from '../support/visitor.ts'

const PASSKEY = '/api/auth/passkey'
const HOST = 'alcove.test'

/** What everybody's passkey is refused for, whichever way it is asked. */
const REFUSED: [string, Partial<Behaviour>][] = [
  ['for a page of another origin', { origin: 'https://evil.test' }],
  ['for another site', { rpId: 'evil.test' }],
  ['without a finger or a PIN', { isVerified: false }],
  ['from within a frame', { clientData: { crossOrigin: true } }],
  ['for another question', { clientData: { challenge: 'A'.repeat(43) } }],
  ['as if it had been made', { clientData: { type: 'webauthn.create' } }],
]

describe('a passkey alone', () => {
  test('is asked for without saying whose', async () => {
    const { options } = await requestOptions(new Visitor())
    expect(options).toMatchObject({ rpId: HOST, userVerification: 'required' })
    expect(options.allowCredentials).toBeUndefined()
  })

  test('opens a session, which is confirmed, whatever other factors there are', async () => {
    const { person, authenticator, passkey } = await withPasskey('Ada')
    await addApp(person)
    const visitor = new Visitor()
    const { token, options } = await requestOptions(visitor)
    const before = Date.now()
    const answer = await visitor.post(PASSKEY, { token, response: authenticator.get(options) })
    const { account } = sessionSchema.parse(await answer.json())
    expect(account.id).toBe(person.session.account.id)
    expect((await visitor.get('/api/auth/me')).status).toBe(200)
    const rows = await db.select().from(sessions).where(eq(sessions.accountId, account.id))
    expect(Math.max(...rows.map(row => row.confirmedAt.getTime()))).toBeGreaterThanOrEqual(before)
    const [row] = await db.select().from(passkeys).where(eq(passkeys.id, passkey.id))
    expect(row?.lastUsedAt?.getTime()).toBeGreaterThanOrEqual(before)
    const { did, details } = await recorded(account.id)
    expect([did.at(-1), details.at(-1)]).toEqual(['session.login', { factor: 'passkey' }])
  })

  test.each(REFUSED)('is refused %s', async (_, behaviour) => {
    const { person, authenticator } = await withPasskey('Ada')
    const { id } = person.session.account
    const visitor = new Visitor()
    const { token, options } = await requestOptions(visitor)
    const response = authenticator.get(options, behaviour)
    const answer = await visitor.post(PASSKEY, { token, response })
    expect(answer.headers.getSetCookie()).toEqual([])
    await expectProblem(answer, 'passkey_refused')
    expect(await sessionsOf(id)).toBe(1)
    expect((await recorded(id)).suffered).toEqual(['session.login_failed'])
  })

  test('is refused when nobody knows it', async () => {
    const ada = await signedUp('Ada')
    const authenticator = new Authenticator(ORIGIN)
    const user = { id: Buffer.from(ada.session.account.id).toString('base64url') }
    authenticator.create({ challenge: 'x', user })
    const { token, options } = await requestOptions(ada)
    const response = authenticator.get(options)
    await expectProblem(await ada.post(PASSKEY, { token, response }), 'passkey_refused')
  })

  test('is refused with a signature of another key', async () => {
    const { authenticator } = await withPasskey('Ada')
    const { authenticator: other } = await withPasskey('Grace')
    const visitor = new Visitor()
    const { token, options } = await requestOptions(visitor)
    const answer = authenticator.get(options)
    const { signature } = other.get(options).response
    const response = { ...answer, response: { ...answer.response, signature } }
    await expectProblem(await visitor.post(PASSKEY, { token, response }), 'passkey_refused')
  })

  test.each([
    ['of somebody else', 'AAAAAAAAAAAAAAAAAAAAAA'],
    ['of nobody', null],
  ])('is refused when it says that it is %s', async (_, userHandle) => {
    const { authenticator } = await withPasskey('Ada')
    const visitor = new Visitor()
    const { token, options } = await requestOptions(visitor)
    const answer = authenticator.get(options)
    const response = { ...answer, response: { ...answer.response, userHandle } }
    await expectProblem(await visitor.post(PASSKEY, { token, response }), 'passkey_refused')
  })

  test('is refused once it is removed, and once its account is gone', async () => {
    const { person, authenticator, passkey } = await withPasskey('Ada')
    const own = eq(accounts.id, person.session.account.id)
    await db.update(accounts).set({ deletedAt: new Date() }).where(own)
    const gone = await requestOptions(new Visitor())
    const given = { token: gone.token, response: authenticator.get(gone.options) }
    await expectProblem(await new Visitor().post(PASSKEY, given), 'passkey_refused')
    await db.update(accounts).set({ deletedAt: null }).where(own)
    expect((await person.ask('DELETE', `/api/account/passkeys/${passkey.id}`, {})).status).toBe(204)
    const removed = await requestOptions(new Visitor())
    const again = { token: removed.token, response: authenticator.get(removed.options) }
    await expectProblem(await new Visitor().post(PASSKEY, again), 'passkey_refused')
  })

  test.each([
    ['nothing', {}],
    ['a word', { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: 'x' }],
  ])('is refused for %s', async (_, response) => {
    const visitor = new Visitor()
    const { token } = await requestOptions(visitor)
    await expectProblem(await visitor.post(PASSKEY, { token, response }), 'passkey_refused')
  })
})

describe('the answer of a passkey', () => {
  test('is taken once, also when it comes twice at once', async () => {
    const { authenticator } = await withPasskey('Ada')
    const visitor = new Visitor()
    const { token, options } = await requestOptions(visitor)
    const given = { token, response: authenticator.get(options) }
    const answers = await Promise.all([1, 2, 3].map(() => new Visitor().post(PASSKEY, given)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403])
    await expectProblem(await visitor.post(PASSKEY, given), 'challenge_expired')
  })

  test('is no answer to another question', async () => {
    const { authenticator } = await withPasskey('Ada')
    const visitor = new Visitor()
    const first = await requestOptions(visitor)
    const second = await requestOptions(visitor)
    const given = { token: second.token, response: authenticator.get(first.options) }
    await expectProblem(await visitor.post(PASSKEY, given), 'passkey_refused')
  })

  test('comes too late after a while', async () => {
    const { authenticator } = await withPasskey('Ada')
    const { token, options } = await requestOptions(new Visitor())
    const late = { ...parts, now: () => Date.now() + 3_600_000 }
    const given = { token, response: authenticator.get(options) }
    const visit = { ip: '', userAgent: '', place: '' }
    const answer = await answerByPasskey(late, given, { rpId: HOST, origin: ORIGIN }, visit)
    expect(answer).toMatchObject({ problem: 'challenge_expired' })
  })

  test.each(['passkey_add', 'second_factor'])('is not taken for a %s', async purpose => {
    const { person, authenticator } = await withPasskey('Ada')
    const { options } = await requestOptions(new Visitor())
    const asked = await person.post('/api/account/passkeys/options')
    const { token } =
      purpose === 'passkey_add'
        ? ((await asked.json()) as { token: string })
        : await passwordOf(person)
    const given = { token, response: authenticator.get(options) }
    await expectProblem(await new Visitor().post(PASSKEY, given), 'challenge_expired')
  })
})

describe('a passkey that counts', () => {
  async function signInAt(authenticator: Authenticator, counter: number): Promise<Response> {
    const visitor = new Visitor()
    const { token, options } = await requestOptions(visitor)
    const response = authenticator.get(options, { counter })
    return await visitor.post(PASSKEY, { token, response })
  }

  test('opens as long as it counts on', async () => {
    const { authenticator, passkey } = await withPasskey('Ada')
    expect((await signInAt(authenticator, 1)).status).toBe(200)
    expect((await signInAt(authenticator, 7)).status).toBe(200)
    const [row] = await db.select().from(passkeys).where(eq(passkeys.id, passkey.id))
    expect(row?.counter).toBe(7)
  })

  test.each([
    0, 5, 6,
  ])('opens nothing once it falls back from 6 to %d: there are two', async counter => {
    const { authenticator } = await withPasskey('Ada')
    expect((await signInAt(authenticator, 6)).status).toBe(200)
    await expectProblem(await signInAt(authenticator, counter), 'passkey_refused')
  })

  test('opens once of two that say the same at once', async () => {
    const { authenticator } = await withPasskey('Ada')
    const answers = await Promise.all([1, 2, 3].map(() => signInAt(authenticator, 3)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403])
  })
})

describe('a passkey after a password', () => {
  test('is asked for by name, and opens a session', async () => {
    const { person, authenticator, passkey } = await withPasskey('Ada')
    const { passkey: other } = await addPasskey(person, new Authenticator(ORIGIN), 'Phone')
    const { visitor, token } = await passwordOf(person)
    const asked = await requestOptions(visitor, token)
    const { allowCredentials } = asked.options as { allowCredentials: { id: string }[] }
    expect(allowCredentials.map(({ id }) => id)).toEqual([passkey.id, other.id])
    const answer = authenticator.get(asked.options)
    // Some leave out whose they are when they are asked for by name.
    const response = { ...answer, response: { ...answer.response, userHandle: undefined } }
    const opened = await visitor.post(PASSKEY, { token: asked.token, response })
    expect(sessionSchema.parse(await opened.json()).account.id).toBe(person.session.account.id)
    expect((await visitor.get('/api/auth/me')).status).toBe(200)
  })

  test('answers what the password had led to: its token is of no use any more', async () => {
    const { person, authenticator, codes } = await withPasskey('Ada')
    const { visitor, token } = await passwordOf(person)
    const asked = await requestOptions(visitor, token)
    const given = { token: asked.token, response: authenticator.get(asked.options) }
    expect((await visitor.post(PASSKEY, given)).status).toBe(200)
    const again = await new Visitor().post('/api/auth/second-factor', { token, code: codes[0] })
    await expectProblem(again, 'challenge_expired')
  })

  test('of somebody else opens neither account', async () => {
    const { person: ada } = await withPasskey('Ada')
    const { person: grace, authenticator } = await withPasskey('Grace')
    const { visitor, token } = await passwordOf(ada)
    const asked = await requestOptions(visitor, token)
    const { allowCredentials: _, ...options } = asked.options
    const given = { token: asked.token, response: authenticator.get(options) }
    const answer = await visitor.post(PASSKEY, given)
    expect(answer.headers.getSetCookie()).toEqual([])
    await expectProblem(answer, 'passkey_refused')
    expect(await sessionsOf(grace.session.account.id)).toBe(1)
    const { suffered } = await recorded(ada.session.account.id)
    expect(suffered).toEqual(['session.second_factor_failed'])
  })

  test.each(REFUSED)('is refused %s', async (_, behaviour) => {
    const { person, authenticator } = await withPasskey('Ada')
    const { visitor, token } = await passwordOf(person)
    const asked = await requestOptions(visitor, token)
    const given = { token: asked.token, response: authenticator.get(asked.options, behaviour) }
    await expectProblem(await visitor.post(PASSKEY, given), 'passkey_refused')
  })

  test('that was refused leaves the code of an app', async () => {
    const { person, authenticator } = await withPasskey('Ada')
    const { secret } = await addApp(person)
    const { visitor, token } = await passwordOf(person)
    const asked = await requestOptions(visitor, token)
    const response = authenticator.get(asked.options, { isVerified: false })
    const refused = await visitor.post(PASSKEY, { token: asked.token, response })
    await expectProblem(refused, 'passkey_refused')
    const code = { token, code: codeOf(secret) }
    expect((await visitor.post('/api/auth/second-factor', code)).status).toBe(200)
  })

  test.each(['x', 'A'.repeat(43)])('is not asked for with a token made up: %s', async token => {
    const answer = await new Visitor().post(`${PASSKEY}/options`, { token })
    await expectProblem(answer, 'challenge_expired')
  })
})

describe('what is recorded of a passkey that is refused', () => {
  test('tells whose it is when that is known, and from where', async () => {
    const { person, authenticator } = await withPasskey('Ada')
    const visitor = new Visitor()
    const { token, options } = await requestOptions(visitor)
    const response = authenticator.get(options, { isVerified: false })
    await visitor.post(PASSKEY, { token, response })
    const own = eq(audit.targetId, person.session.account.id)
    const rows = await db.select().from(audit).where(own)
    expect(rows).toMatchObject([{ actorId: null, ip: visitor.address }])
  })
})
