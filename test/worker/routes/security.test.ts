import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { CONFIRMED_MS, RECOVERY_CODES } from '../../../protocol/limits.ts'
import { recoveryCodesSchema, securitySchema } from '../../../protocol/rest.ts'
import { sessions } from '../../../worker/store/schema.ts'
import { Authenticator } from '../../support/authenticator.ts'
import { addPasskey, passwordOf, recorded, withApp } from '../support/factors.ts'
import { db } from '../support/people.ts'
import { expectProblem, ORIGIN, PASSWORD, signedUp, type Visitor } from '../support/visitor.ts'

const SECURITY = '/api/account/security'
const RECOVERY = '/api/account/recovery-codes'

async function securityOf(visitor: Visitor) {
  return securitySchema.parse(await (await visitor.get(SECURITY)).json())
}

describe('what guards an account', () => {
  test('is a password at first', async () => {
    const ada = await signedUp('Ada')
    const { confirmedUntil, ...rest } = await securityOf(ada)
    expect(rest).toEqual({
      totp: null,
      recoveryCodesLeft: 0,
      passkeys: 0,
      passwordChangedAt: null,
    })
    expect(confirmedUntil).toBeGreaterThan(Date.now())
    expect(confirmedUntil).toBeLessThanOrEqual(Date.now() + CONFIRMED_MS)
  })

  test('is told with its factors, and an app only once it is confirmed', async () => {
    const ada = await signedUp('Ada')
    await ada.post('/api/account/totp')
    expect((await securityOf(ada)).totp).toBeNull()
    const before = Date.now()
    const { person } = await withApp('Grace')
    await addPasskey(person, new Authenticator(ORIGIN))
    const { totp, passkeys, recoveryCodesLeft } = await securityOf(person)
    expect({ passkeys, recoveryCodesLeft }).toEqual({
      passkeys: 1,
      recoveryCodesLeft: RECOVERY_CODES,
    })
    expect(totp?.since).toBeGreaterThanOrEqual(before)
  })

  test('stays when the password is changed', async () => {
    const { person } = await withApp('Ada')
    const before = await securityOf(person)
    const change = { current: PASSWORD, next: 'nine grey herons at dusk' }
    expect((await person.post('/api/account/password', change)).status).toBe(200)
    const after = await securityOf(person)
    expect(after).toEqual({ ...before, passwordChangedAt: expect.any(Number) })
  })
})

describe('new recovery codes', () => {
  test('void the old ones, used or not', async () => {
    const { person, codes } = await withApp('Ada')
    const answer = await person.post(RECOVERY)
    const { recoveryCodes } = recoveryCodesSchema.parse(await answer.json())
    expect(recoveryCodes).toHaveLength(RECOVERY_CODES)
    expect((await securityOf(person)).recoveryCodesLeft).toBe(RECOVERY_CODES)
    const { visitor, token } = await passwordOf(person)
    const old = await visitor.post('/api/auth/second-factor', { token, code: codes[0] })
    await expectProblem(old, 'wrong_code')
    const code = recoveryCodes?.[0]
    expect((await visitor.post('/api/auth/second-factor', { token, code })).status).toBe(200)
    const { did } = await recorded(person.session.account.id)
    expect(did.filter(action => action === 'recovery_codes.made')).toHaveLength(2)
  })

  test('are one set, though asked for many times at once', async () => {
    const { person } = await withApp('Ada')
    await Promise.all([1, 2, 3].map(() => person.post(RECOVERY)))
    expect((await securityOf(person)).recoveryCodesLeft).toBe(RECOVERY_CODES)
  })

  test('are not for who has no second factor', async () => {
    const ada = await signedUp('Ada')
    await ada.post('/api/account/totp')
    await expectProblem(await ada.post(RECOVERY), 'not_found')
    expect((await recorded(ada.session.account.id)).did).toEqual(['account.register'])
  })

  test('are for who has just shown who they are', async () => {
    const { person } = await withApp('Ada')
    const own = eq(sessions.accountId, person.session.account.id)
    await db
      .update(sessions)
      .set({ confirmedAt: new Date(0) })
      .where(own)
    await expectProblem(await person.post(RECOVERY), 'confirmation_needed')
  })
})
