import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { CHALLENGE_MS, RECOVERY_CODES, SECOND_FACTOR_TRIES } from '../../../protocol/limits.ts'
import { sessionSchema } from '../../../protocol/rest.ts'
import { pose } from '../../../worker/auth/challenge.ts'
import { answerByCode } from '../../../worker/auth/second-factor.ts'
import { audit, recoveryCodes, sessions, totps } from '../../../worker/store/schema.ts'
import {
  codeOf,
  passwordOf,
  recorded,
  sessionsOf,
  withApp,
  withPasskey,
  wrongCode,
} from '../support/factors.ts'
import { db, parts } from '../support/people.ts'
import { expectProblem, PASSWORD, signedUp, Visitor } from '../support/visitor.ts'

const LOGIN = '/api/auth/login'
const SECOND = '/api/auth/second-factor'

describe('a right password of somebody with a second factor', () => {
  test('opens nothing yet: no cookie, no session', async () => {
    const { person } = await withApp('Ada')
    const before = await sessionsOf(person.session.account.id)
    const visitor = new Visitor()
    const given = { username: person.session.account.username, password: PASSWORD }
    const answer = await visitor.post(LOGIN, given)
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(Object.keys((await answer.json()) as object)).toEqual(['secondFactor'])
    expect(await sessionsOf(person.session.account.id)).toBe(before)
    await expectProblem(await visitor.get('/api/auth/me'), 'unauthenticated')
  })

  test('tells what else is asked for, and until when', async () => {
    const before = Date.now()
    const { person } = await withPasskey('Ada')
    const { factors, expiresAt } = await passwordOf(person)
    expect(factors).toEqual(['passkey', 'recovery'])
    expect(expiresAt).toBeGreaterThanOrEqual(before + CHALLENGE_MS)
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + CHALLENGE_MS)
  })

  test('gives a token that is no access token', async () => {
    const { person } = await withApp('Ada')
    const { visitor, token } = await passwordOf(person)
    const headers = { authorization: `Bearer ${token}` }
    await expectProblem(await visitor.get('/api/auth/me', { headers }), 'unauthenticated')
  })
})

describe('a wrong password', () => {
  test('gets the same answer whether or not there is a second factor', async () => {
    const { person: ada } = await withApp('Ada')
    const grace = await signedUp('Grace')
    const texts = []
    for (const { session } of [ada, grace]) {
      const given = { username: session.account.username, password: 'of somebody else' }
      const headers = { 'x-request-id': 'the-same-one' }
      texts.push(await (await new Visitor().post(LOGIN, given, headers)).text())
    }
    expect(texts[0]).toContain('bad_credentials')
    expect(texts[1]).toBe(texts[0])
  })
})

describe('a code of the app', () => {
  test('opens a session, which is confirmed', async () => {
    const { person, secret } = await withApp('Ada')
    const { visitor, token } = await passwordOf(person)
    const before = Date.now()
    const answer = await visitor.post(SECOND, { token, code: codeOf(secret) })
    const { account } = sessionSchema.parse(await answer.json())
    expect(account.id).toBe(person.session.account.id)
    expect((await visitor.get('/api/auth/me')).status).toBe(200)
    const rows = await db.select().from(sessions).where(eq(sessions.accountId, account.id))
    expect(Math.max(...rows.map(row => row.confirmedAt.getTime()))).toBeGreaterThanOrEqual(before)
    const { did, details } = await recorded(account.id)
    expect([did.at(-1), details.at(-1)]).toEqual(['session.login', { factor: 'totp' }])
  })

  test('is taken once, also with another token', async () => {
    const { person, secret } = await withApp('Ada')
    const code = codeOf(secret, 1)
    const first = await passwordOf(person)
    expect((await first.visitor.post(SECOND, { token: first.token, code })).status).toBe(200)
    const second = await passwordOf(person)
    const again = await second.visitor.post(SECOND, { token: second.token, code })
    await expectProblem(again, 'wrong_code')
    // Neither are those of the steps before it.
    const older = { token: second.token, code: codeOf(secret, -1) }
    await expectProblem(await second.visitor.post(SECOND, older), 'wrong_code')
  })

  test('is taken once of many that come at once', async () => {
    const { person, secret } = await withApp('Ada')
    const tokens = [await passwordOf(person), await passwordOf(person), await passwordOf(person)]
    const code = codeOf(secret)
    const answers = await Promise.all(
      tokens.map(({ visitor, token }) => visitor.post(SECOND, { token, code })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('that showed the app at its set-up opens nothing', async () => {
    const ada = await signedUp('Ada')
    const setup = (await (await ada.post('/api/account/totp')).json()) as { secret: string }
    const code = codeOf(setup.secret)
    await ada.post('/api/account/totp/confirm', { code })
    const { visitor, token } = await passwordOf(ada)
    await expectProblem(await visitor.post(SECOND, { token, code }), 'wrong_code')
  })

  test('of somebody else opens nothing', async () => {
    const { person: ada } = await withApp('Ada')
    const { secret } = await withApp('Grace')
    const { visitor, token } = await passwordOf(ada)
    const given = { token, code: codeOf(secret) }
    await expectProblem(await visitor.post(SECOND, given), 'wrong_code')
  })

  test('is a wrong one once nobody can read the secret any more, and the others still open', async () => {
    const { person, secret, codes } = await withApp('Ada')
    const { token } = await passwordOf(person)
    const visitor = new Visitor({ PASSWORD_PEPPER: 'another pepper, changed by mistake' })
    const answer = await visitor.post(SECOND, { token, code: codeOf(secret) })
    await expectProblem(answer, 'wrong_code')
    const recovery = await visitor.post(SECOND, { token, code: codes[0] })
    expect(recovery.status).toBe(200)
  })
})

describe('a recovery code', () => {
  test('opens a session, once, however it is typed', async () => {
    const { person, codes } = await withApp('Ada')
    const code = ` ${codes[0]?.toLowerCase().replaceAll('-', ' ')}`
    const first = await passwordOf(person)
    expect((await first.visitor.post(SECOND, { token: first.token, code })).status).toBe(200)
    const second = await passwordOf(person)
    const again = { token: second.token, code: codes[0] }
    await expectProblem(await second.visitor.post(SECOND, again), 'wrong_code')
    const { did, details } = await recorded(person.session.account.id)
    expect(did.slice(-2)).toEqual(['recovery_codes.used', 'session.login'])
    expect(details.at(-1)).toEqual({ factor: 'recovery' })
    const { recoveryCodesLeft } = (await (await person.get('/api/account/security')).json()) as {
      recoveryCodesLeft: number
    }
    expect(recoveryCodesLeft).toBe(RECOVERY_CODES - 1)
  })

  test('is taken once of many that come at once', async () => {
    const { person, codes } = await withApp('Ada')
    const tokens = [await passwordOf(person), await passwordOf(person), await passwordOf(person)]
    const answers = await Promise.all(
      tokens.map(({ visitor, token }) => visitor.post(SECOND, { token, code: codes[0] })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const { did } = await recorded(person.session.account.id)
    expect(did.filter(action => action === 'recovery_codes.used')).toHaveLength(1)
  })

  test('of somebody else opens nothing, and stays theirs', async () => {
    const { person: ada } = await withApp('Ada')
    const { person: grace, codes } = await withApp('Grace')
    const { visitor, token } = await passwordOf(ada)
    await expectProblem(await visitor.post(SECOND, { token, code: codes[0] }), 'wrong_code')
    const own = await passwordOf(grace)
    expect((await own.visitor.post(SECOND, { token: own.token, code: codes[0] })).status).toBe(200)
  })

  test('is kept as a hash alone', async () => {
    const { person, codes } = await withApp('Ada')
    const { id } = person.session.account
    const rows = await db.select().from(recoveryCodes).where(eq(recoveryCodes.accountId, id))
    for (const { hash } of rows) expect(hash).toMatch(/^[0-9a-f]{64}$/)
    const kept = JSON.stringify(rows)
    for (const code of codes) expect(kept).not.toContain(code.replaceAll('-', ''))
  })

  test('is not offered when none is left', async () => {
    const { person } = await withApp('Ada')
    const { id } = person.session.account
    const used = { usedAt: new Date() }
    await db.update(recoveryCodes).set(used).where(eq(recoveryCodes.accountId, id))
    expect((await passwordOf(person)).factors).toEqual(['totp'])
  })
})

describe('a wrong code', () => {
  test('may be followed by a right one, and is recorded for its owner', async () => {
    const { person, secret } = await withApp('Ada')
    const { id } = person.session.account
    const { visitor, token } = await passwordOf(person)
    for (const code of [wrongCode(secret), 'not a code', 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA'])
      await expectProblem(await visitor.post(SECOND, { token, code }), 'wrong_code')
    expect((await visitor.post(SECOND, { token, code: codeOf(secret) })).status).toBe(200)
    const failed = Array(3).fill('session.second_factor_failed')
    expect((await recorded(id)).suffered).toEqual(failed)
    const rows = await db.select().from(audit).where(eq(audit.targetId, id))
    expect(rows[0]).toMatchObject({ actorId: null, ip: visitor.address })
  })

  test('may come five times, then the password is asked for again', async () => {
    const { person, secret } = await withApp('Ada')
    const { token } = await passwordOf(person)
    const code = wrongCode(secret)
    for (let n = 0; n < SECOND_FACTOR_TRIES; n++)
      await expectProblem(await new Visitor().post(SECOND, { token, code }), 'wrong_code')
    const right = await new Visitor().post(SECOND, { token, code: codeOf(secret) })
    await expectProblem(right, 'challenge_expired')
    const passkey = await new Visitor().post('/api/auth/passkey/options', { token })
    await expectProblem(passkey, 'challenge_expired')
  })

  test('may not come more often by coming at once', async () => {
    const { person, secret } = await withApp('Ada')
    const { token } = await passwordOf(person)
    const code = wrongCode(secret)
    const asked = Array.from({ length: 12 }, () => new Visitor().post(SECOND, { token, code }))
    await Promise.all(asked)
    const { suffered } = await recorded(person.session.account.id)
    expect(suffered).toHaveLength(SECOND_FACTOR_TRIES)
  })

  test('slows down the next ones from there, and a right password does not help', async () => {
    const { person, secret } = await withApp('Ada')
    const visitor = new Visitor()
    const { token } = await passwordOf(person, visitor)
    const code = wrongCode(secret)
    for (let n = 0; n < SECOND_FACTOR_TRIES; n++) await visitor.post(SECOND, { token, code })
    // Each makes the wait twice as long, until it is longer than this machine takes to sign in.
    for (let n = 0; n < 12; n++) {
      const again = await passwordOf(person, visitor)
      const answer = await visitor.post(SECOND, { token: again.token, code })
      if (answer.status !== 429) continue
      expect((await expectProblem(answer, 'rate_limited')).retryAfter).toBeGreaterThan(0)
      // Somebody elsewhere is not kept out by it.
      const home = await passwordOf(person)
      const given = { token: home.token, code: codeOf(secret) }
      expect((await home.visitor.post(SECOND, given)).status).toBe(200)
      return
    }
    expect.fail('nobody is slowed down')
  })
})

describe('wrong codes of an app from many addresses', () => {
  test('end with the fiftieth of a day, and leave the recovery codes', async () => {
    const { person, secret, codes } = await withApp('Ada')
    const posed = { purpose: 'second_factor', accountId: person.session.account.id } as const
    const code = wrongCode(secret)
    for (let n = 0; n < 10; n++) {
      const { token } = await pose(parts, posed, CHALLENGE_MS)
      for (let m = 0; m < SECOND_FACTOR_TRIES; m++)
        expect((await new Visitor().post(SECOND, { token, code })).status).toBe(403)
    }
    const { token } = await pose(parts, posed, CHALLENGE_MS)
    const right = await new Visitor().post(SECOND, { token, code: codeOf(secret) })
    const problem = await expectProblem(right, 'rate_limited')
    expect(problem.retryAfter).toBeGreaterThan(23 * 3_600)
    const recovery = await new Visitor().post(SECOND, { token, code: codes[0] })
    expect(recovery.status).toBe(200)
  })

  test('do not count those that were right', async () => {
    const { person, secret } = await withApp('Ada')
    const { id } = person.session.account
    for (let n = 0; n < 3; n++) {
      const { token } = await pose(parts, { purpose: 'second_factor', accountId: id }, CHALLENGE_MS)
      const code = codeOf(secret)
      expect((await new Visitor().post(SECOND, { token, code })).status).toBe(200)
      await db.update(totps).set({ lastStep: 0 }).where(eq(totps.accountId, id))
    }
    const once = { most: 1, windowMs: 60_000 }
    expect(await parts.tallies.take(`second-factor:day:${id}`, once)).toBe(0)
  })
})

describe('the token of a right password', () => {
  test('is of use once', async () => {
    const { person, secret, codes } = await withApp('Ada')
    const { visitor, token } = await passwordOf(person)
    expect((await visitor.post(SECOND, { token, code: codeOf(secret) })).status).toBe(200)
    const again = await new Visitor().post(SECOND, { token, code: codes[0] })
    await expectProblem(again, 'challenge_expired')
  })

  test('runs out', async () => {
    const { person, secret } = await withApp('Ada')
    const { visitor, token, expiresAt } = await passwordOf(person)
    const visit = { ip: visitor.address, userAgent: '', place: '' }
    const late = { ...parts, now: () => expiresAt }
    const answer = await answerByCode(late, { token, code: codeOf(secret, 10) }, visit)
    expect(answer).toMatchObject({ problem: 'challenge_expired' })
  })

  test('is void once the password is changed', async () => {
    const { person, secret } = await withApp('Ada')
    const { visitor, token } = await passwordOf(person)
    const change = { current: PASSWORD, next: 'nine grey herons at dusk' }
    expect((await person.post('/api/account/password', change)).status).toBe(200)
    const answer = await visitor.post(SECOND, { token, code: codeOf(secret) })
    await expectProblem(answer, 'challenge_expired')
  })

  test.each(['x', 'A'.repeat(43)])('is not made up: %s', async token => {
    const answer = await new Visitor().post(SECOND, { token, code: '123456' })
    await expectProblem(answer, 'challenge_expired')
  })
})
