import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { PASSKEYS_MAX, RECOVERY_CODES } from '../../../protocol/limits.ts'
import { passkeyListSchema, passkeySchema } from '../../../protocol/rest.ts'
import { addPasskey as add } from '../../../worker/auth/passkeys.ts'
import { passkeys, recoveryCodes, sessions } from '../../../worker/store/schema.ts'
import { Authenticator, type Behaviour } from '../../support/authenticator.ts'
import {
  addApp,
  addPasskey,
  creationOptions,
  passwordOf,
  recorded,
  withPasskey,
} from '../support/factors.ts'
import { db, parts } from '../support/people.ts'
import { expectProblem, ORIGIN, PASSWORD, signedUp, Visitor } from '../support/visitor.ts'

const PASSKEYS = '/api/account/passkeys'
const HOST = 'alcove.test'

function keysOf(accountId: string) {
  return db.select().from(passkeys).where(eq(passkeys.accountId, accountId))
}

/** Fills an account with passkeys that nobody holds. */
async function fill(accountId: string, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `${accountId}-${index}`,
    accountId,
    publicKey: 'none',
    counter: 0,
    name: `Key ${index}`,
    isBackedUp: false,
    createdAt: new Date(),
  }))
  await db.insert(passkeys).values(rows)
}

describe('adding a passkey', () => {
  test('asks the browser for one that needs no name, and a finger', async () => {
    const ada = await signedUp('Ada')
    const { options } = await creationOptions(ada)
    const { id, username } = ada.session.account
    const handle = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
    expect(options).toMatchObject({
      rp: { id: HOST, name: 'Alcove' },
      user: { id: handle, name: username, displayName: 'Ada' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    })
    expect(options.challenge).toMatch(/^[\w-]{43}$/)
  })

  test('keeps it, and gives recovery codes when it is the first factor', async () => {
    const ada = await signedUp('Ada')
    const authenticator = new Authenticator(ORIGIN)
    const { passkey, recoveryCodes: codes } = await addPasskey(ada, authenticator, 'Laptop')
    expect(passkey).toMatchObject({ name: 'Laptop', lastUsedAt: null, isBackedUp: false })
    expect(passkey.id).toBe(authenticator.credentials[0]?.id)
    expect(codes).toHaveLength(RECOVERY_CODES)
    const list = passkeyListSchema.parse(await (await ada.get(PASSKEYS)).json())
    expect(list.passkeys).toEqual([passkey])
    const [row] = await keysOf(ada.session.account.id)
    expect(row?.transports).toEqual(['internal', 'hybrid'])
    const { did } = await recorded(ada.session.account.id)
    expect(did).toEqual(['account.register', 'passkey.added', 'recovery_codes.made'])
  })

  test('gives no codes beside those there are, and leaves out devices that have one', async () => {
    const { person: ada, passkey } = await withPasskey('Ada')
    const { options } = await creationOptions(ada)
    expect(options.excludeCredentials).toEqual([
      { id: passkey.id, type: 'public-key', transports: ['internal', 'hybrid'] },
    ])
    const { recoveryCodes: more } = await addPasskey(ada, new Authenticator(ORIGIN), 'Phone')
    expect(more).toBeNull()
    const { codes } = await addApp(ada)
    expect(codes).toBeNull()
  })

  test.each<[string, Partial<Behaviour>]>([
    ['of another origin', { origin: 'https://evil.test' }],
    ['of another port of the host', { origin: `${ORIGIN}:8443` }],
    ['for another site', { rpId: 'evil.test' }],
    ['without a finger or a PIN', { isVerified: false }],
    ['from within a frame', { clientData: { crossOrigin: true } }],
    ['that was not made but used', { clientData: { type: 'webauthn.get' } }],
    ['for another question', { clientData: { challenge: 'A'.repeat(43) } }],
  ])('refuses one %s', async (_, behaviour) => {
    const ada = await signedUp('Ada')
    const { token, options } = await creationOptions(ada)
    const response = new Authenticator(ORIGIN).create(options, behaviour)
    const answer = await ada.post(PASSKEYS, { token, response, name: 'Laptop' })
    await expectProblem(answer, 'passkey_refused')
    expect(await keysOf(ada.session.account.id)).toEqual([])
  })

  test('takes one that vouches for itself', async () => {
    const ada = await signedUp('Ada')
    const { token, options } = await creationOptions(ada)
    const response = new Authenticator(ORIGIN).create(options, { attestation: 'self' })
    const answer = await ada.post(PASSKEYS, { token, response, name: 'Laptop' })
    expect(answer.status).toBe(201)
  })

  test.each(['packed', 'apple', 'tpm'])('does not look at certificates: %s', async fmt => {
    const ada = await signedUp('Ada')
    const { token, options } = await creationOptions(ada)
    const attStmt = new Map<string, unknown>([['x5c', [Buffer.from('a certificate')]]])
    const response = new Authenticator(ORIGIN).create(options, { attestation: { fmt, attStmt } })
    const spy = vi.spyOn(console, 'info').mockReturnValue()
    const answer = await ada.post(PASSKEYS, { token, response, name: 'Laptop' })
    const lines = spy.mock.calls.join('\n')
    spy.mockRestore()
    await expectProblem(answer, 'passkey_refused')
    expect(lines).toContain(`An attestation that nobody asked for: ${fmt}`)
  })

  test.each([
    ['nothing', {}],
    ['no key', { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: {} }],
    [
      'what is no CBOR',
      {
        id: 'AAAA',
        rawId: 'AAAA',
        type: 'public-key',
        response: { clientDataJSON: 'e30', attestationObject: 'AAAA' },
      },
    ],
  ])('refuses %s', async (_, response) => {
    const ada = await signedUp('Ada')
    const { token } = await creationOptions(ada)
    const answer = await ada.post(PASSKEYS, { token, response, name: 'Laptop' })
    await expectProblem(answer, 'passkey_refused')
  })

  test('refuses one that is on another account already', async () => {
    const ada = await signedUp('Ada')
    const grace = await signedUp('Grace')
    const { passkey } = await addPasskey(ada, new Authenticator(ORIGIN))
    const { token, options } = await creationOptions(grace)
    const response = new Authenticator(ORIGIN).create(options)
    // What an authenticator with the id of hers would make.
    await db.update(passkeys).set({ id: response.id }).where(eq(passkeys.id, passkey.id))
    const answer = await grace.post(PASSKEYS, { token, response, name: 'Laptop' })
    await expectProblem(answer, 'passkey_refused')
    expect((await recorded(grace.session.account.id)).did).toEqual(['account.register'])
  })

  test('takes the answer to a question once', async () => {
    const ada = await signedUp('Ada')
    const { token, options } = await creationOptions(ada)
    const response = new Authenticator(ORIGIN).create(options)
    const given = { token, response, name: 'Laptop' }
    expect((await ada.post(PASSKEYS, given)).status).toBe(201)
    await expectProblem(await ada.post(PASSKEYS, given), 'challenge_expired')
  })

  test('takes it from the session that asked, and no other of the same person', async () => {
    const ada = await signedUp('Ada')
    const { token, options } = await creationOptions(ada)
    const response = new Authenticator(ORIGIN).create(options)
    const phone = new Visitor()
    const { username } = ada.session.account
    await phone.post('/api/auth/login', { username, password: PASSWORD })
    const answer = await phone.post(PASSKEYS, { token, response, name: 'Laptop' })
    await expectProblem(answer, 'challenge_expired')
  })

  test('does not take the token of a sign-in for that of a question', async () => {
    const { person: ada } = await withPasskey('Ada')
    const { token } = await passwordOf(ada)
    const { options } = await creationOptions(ada)
    const response = new Authenticator(ORIGIN).create(options)
    const answer = await ada.post(PASSKEYS, { token, response, name: 'Laptop' })
    await expectProblem(answer, 'challenge_expired')
  })

  test('ends at a bound, also for who asks for two at once', async () => {
    const ada = await signedUp('Ada')
    const { id } = ada.session.account
    await fill(id, PASSKEYS_MAX - 1)
    const asked = [await creationOptions(ada), await creationOptions(ada)]
    const answers = await Promise.all(
      asked.map(({ token, options }) => {
        const response = new Authenticator(ORIGIN).create(options)
        return ada.post(PASSKEYS, { token, response, name: 'Laptop' })
      }),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await keysOf(id)).toHaveLength(PASSKEYS_MAX)
    await expectProblem(await ada.post(`${PASSKEYS}/options`), 'too_many')
    const { did } = await recorded(id)
    expect(did.filter(action => action === 'passkey.added')).toHaveLength(1)
  })

  test('asks for a name that can be shown', async () => {
    const ada = await signedUp('Ada')
    const { token, options } = await creationOptions(ada)
    const response = new Authenticator(ORIGIN).create(options)
    const answer = await ada.post(PASSKEYS, { token, response, name: ' \u202e ' })
    await expectProblem(answer, 'validation_failed')
  })

  test('is for the host that is asked: a page of an allowed origin elsewhere gets no other', async () => {
    const ada = await signedUp('Ada')
    const headers = { origin: 'http://localhost:5173' }
    const asked = await ada.post(`${PASSKEYS}/options`, undefined, headers)
    const { token, options } = (await asked.json()) as { token: string; options: object }
    expect(options).toMatchObject({ rp: { id: HOST } })
    const response = new Authenticator('http://localhost:5173').create({ ...options })
    const answer = await ada.post(PASSKEYS, { token, response, name: 'Laptop' }, headers)
    await expectProblem(answer, 'passkey_refused')
  })

  test('runs out of time', async () => {
    const ada = await signedUp('Ada')
    const { token } = await creationOptions(ada)
    const { id, username, displayName } = ada.session.account
    const [row] = await db.select().from(sessions).where(eq(sessions.accountId, id))
    const me = { id, username, displayName, sessionId: row?.id ?? '', expiresAt: 0 }
    const late = { ...parts, now: () => Date.now() + 3_600_000 }
    const site = { rpId: HOST, origin: ORIGIN }
    const visit = { ip: '', userAgent: '', place: '' }
    const answer = await add(late, me, { token, response: {}, name: 'x' }, site, visit)
    expect(answer).toMatchObject({ problem: 'challenge_expired' })
  })
})

describe('a passkey', () => {
  test('can be renamed by its owner', async () => {
    const { person: ada, passkey } = await withPasskey('Ada')
    const answer = await ada.ask('PATCH', `${PASSKEYS}/${passkey.id}`, { body: { name: 'Key' } })
    expect(passkeySchema.parse(await answer.json())).toEqual({ ...passkey, name: 'Key' })
    expect((await recorded(ada.session.account.id)).did).toContain('passkey.renamed')
  })

  test('can be removed by its owner; with the last one go the recovery codes', async () => {
    const { person: ada, passkey } = await withPasskey('Ada')
    const { id, username } = ada.session.account
    const { passkey: other } = await addPasskey(ada, new Authenticator(ORIGIN), 'Phone')
    const codes = () => db.select().from(recoveryCodes).where(eq(recoveryCodes.accountId, id))
    expect((await ada.ask('DELETE', `${PASSKEYS}/${passkey.id}`, {})).status).toBe(204)
    expect(await codes()).toHaveLength(RECOVERY_CODES)
    expect((await ada.ask('DELETE', `${PASSKEYS}/${other.id}`, {})).status).toBe(204)
    expect(await codes()).toEqual([])
    const login = await new Visitor().post('/api/auth/login', { username, password: PASSWORD })
    expect(login.headers.getSetCookie().length).toBeGreaterThan(0)
    expect((await recorded(id)).did.filter(one => one === 'passkey.removed')).toHaveLength(2)
  })

  test.each([
    ['PATCH', { name: 'Mine' }],
    ['DELETE', undefined],
  ])('of somebody else is not there to %s', async (method, body) => {
    const { passkey } = await withPasskey('Ada')
    const grace = await signedUp('Grace')
    const answer = await grace.ask(method, `${PASSKEYS}/${passkey.id}`, { body })
    await expectProblem(answer, 'not_found')
    expect((await recorded(grace.session.account.id)).did).toEqual(['account.register'])
    const [row] = await db.select().from(passkeys).where(eq(passkeys.id, passkey.id))
    expect(row?.name).toBe(passkey.name)
  })

  test.each([
    ['POST', `${PASSKEYS}/options`, undefined],
    ['POST', PASSKEYS, { token: 'x', response: {}, name: 'Laptop' }],
    ['DELETE', `${PASSKEYS}/AAAA`, undefined],
  ])('takes who has just shown who they are: %s %s', async (method, path, body) => {
    const ada = await signedUp('Ada')
    const { id } = ada.session.account
    await db
      .update(sessions)
      .set({ confirmedAt: new Date(0) })
      .where(eq(sessions.accountId, id))
    await expectProblem(await ada.ask(method, path, { body }), 'confirmation_needed')
  })
})
