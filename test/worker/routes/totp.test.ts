import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { RECOVERY_CODES } from '../../../protocol/limits.ts'
import { recoveryCodesSchema, totpSetupSchema } from '../../../protocol/rest.ts'
import { recoveryCodes, sessions, totps } from '../../../worker/store/schema.ts'
import { Authenticator } from '../../support/authenticator.ts'
import { addPasskey, codeOf, passwordOf, recorded, withApp, wrongCode } from '../support/factors.ts'
import { db } from '../support/people.ts'
import { expectProblem, ORIGIN, PASSWORD, signedUp, Visitor } from '../support/visitor.ts'

const TOTP = '/api/account/totp'
const CONFIRM = '/api/account/totp/confirm'
const LOGIN = '/api/auth/login'

async function proposed(visitor: Visitor) {
  return totpSetupSchema.parse(await (await visitor.post(TOTP)).json())
}

describe('setting up an app', () => {
  test('begins with a secret that guards nothing yet', async () => {
    const ada = await signedUp('Ada')
    const { username } = ada.session.account
    const { secret, uri } = await proposed(ada)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(uri).toContain(`otpauth://totp/Alcove:${username}?issuer=Alcove&secret=${secret}&`)
    const login = await new Visitor().post(LOGIN, { username, password: PASSWORD })
    expect(login.headers.getSetCookie().length).toBeGreaterThan(0)
  })

  test('ends with a code, and gives recovery codes', async () => {
    const ada = await signedUp('Ada')
    const { secret } = await proposed(ada)
    const answer = await ada.post(CONFIRM, {
      code: ` ${codeOf(secret).replace(/(?<=^...)/, ' ')} `,
    })
    const { recoveryCodes: codes } = recoveryCodesSchema.parse(await answer.json())
    expect(new Set(codes).size).toBe(RECOVERY_CODES)
    const { factors } = await passwordOf(ada)
    expect(factors).toEqual(['totp', 'recovery'])
    const { did } = await recorded(ada.session.account.id)
    expect(did).toEqual(['account.register', 'totp.added', 'recovery_codes.made'])
  })

  test('is refused with a wrong code, and may be tried again', async () => {
    const ada = await signedUp('Ada')
    const { secret } = await proposed(ada)
    await expectProblem(await ada.post(CONFIRM, { code: wrongCode(secret) }), 'wrong_code')
    expect((await ada.post(CONFIRM, { code: codeOf(secret) })).status).toBe(200)
  })

  test('is for the secret proposed last', async () => {
    const ada = await signedUp('Ada')
    const first = await proposed(ada)
    const second = await proposed(ada)
    await expectProblem(await ada.post(CONFIRM, { code: codeOf(first.secret) }), 'wrong_code')
    expect((await ada.post(CONFIRM, { code: codeOf(second.secret) })).status).toBe(200)
  })

  test('takes a proposal', async () => {
    const ada = await signedUp('Ada')
    await expectProblem(await ada.post(CONFIRM, { code: '123456' }), 'challenge_expired')
  })

  test('happens once: another one is refused until it is removed', async () => {
    const { person: ada, secret } = await withApp('Ada')
    await expectProblem(await ada.post(TOTP), 'already_set')
    const again = await ada.post(CONFIRM, { code: codeOf(secret, 1) })
    await expectProblem(again, 'challenge_expired')
    expect((await ada.ask('DELETE', TOTP, {})).status).toBe(204)
    expect((await ada.post(TOTP)).status).toBe(200)
  })

  test('asked for twice at once makes one set of recovery codes', async () => {
    const ada = await signedUp('Ada')
    const { secret } = await proposed(ada)
    const asked = [1, 2, 3].map(() => ada.post(CONFIRM, { code: codeOf(secret) }))
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    const { id } = ada.session.account
    const rows = await db.select().from(recoveryCodes).where(eq(recoveryCodes.accountId, id))
    expect(rows).toHaveLength(RECOVERY_CODES)
    expect((await recorded(id)).did.filter(action => action === 'totp.added')).toHaveLength(1)
  })

  test('keeps the secret sealed', async () => {
    const { person, secret } = await withApp('Ada')
    const { id } = person.session.account
    const [row] = await db.select().from(totps).where(eq(totps.accountId, id))
    const kept = Buffer.from(row?.secret ?? '', 'base64url').toString('latin1')
    expect(kept.length).toBeGreaterThan(secret.length)
    expect(kept).not.toContain(secret)
    expect(row?.secret).not.toContain(secret)
  })

  test('is slowed down for who guesses', async () => {
    const ada = await signedUp('Ada')
    const { secret } = await proposed(ada)
    for (let n = 0; n < 20; n++) {
      const answer = await ada.post(CONFIRM, { code: wrongCode(secret) })
      if (answer.status !== 429) continue
      await expectProblem(answer, 'rate_limited')
      return
    }
    expect.fail('nobody is slowed down')
  })
})

describe('removing the app', () => {
  test('takes the recovery codes along, and a password is enough again', async () => {
    const { person: ada } = await withApp('Ada')
    const { id, username } = ada.session.account
    expect((await ada.ask('DELETE', TOTP, {})).status).toBe(204)
    expect(await db.select().from(recoveryCodes).where(eq(recoveryCodes.accountId, id))).toEqual([])
    const login = await new Visitor().post(LOGIN, { username, password: PASSWORD })
    expect(login.headers.getSetCookie().length).toBeGreaterThan(0)
    expect((await recorded(id)).did).toContain('totp.removed')
  })

  test('leaves the recovery codes while there is a passkey', async () => {
    const { person: ada } = await withApp('Ada')
    const { recoveryCodes: more } = await addPasskey(ada, new Authenticator(ORIGIN))
    expect(more).toBeNull()
    expect((await ada.ask('DELETE', TOTP, {})).status).toBe(204)
    expect((await passwordOf(ada)).factors).toEqual(['passkey', 'recovery'])
  })

  test('where none is does nothing, and is not recorded', async () => {
    const ada = await signedUp('Ada')
    expect((await ada.ask('DELETE', TOTP, {})).status).toBe(204)
    expect((await recorded(ada.session.account.id)).did).toEqual(['account.register'])
  })
})

describe('who has not just shown who they are', () => {
  test.each([
    ['POST', TOTP, undefined],
    ['POST', CONFIRM, { code: '123456' }],
    ['DELETE', TOTP, undefined],
  ])('is asked to before %s %s', async (method, path, body) => {
    const ada = await signedUp('Ada')
    const { id } = ada.session.account
    await db
      .update(sessions)
      .set({ confirmedAt: new Date(0) })
      .where(eq(sessions.accountId, id))
    await expectProblem(await ada.ask(method, path, { body }), 'confirmation_needed')
  })
})
