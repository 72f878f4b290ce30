import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { RESET_MS } from '../../../protocol/limits.ts'
import { devicesEndedSchema, resetOfferSchema } from '../../../protocol/rest.ts'
import { resetPassword } from '../../../worker/auth/password-reset.ts'
import type { Parts } from '../../../worker/parts.ts'
import { changeHash } from '../../../worker/store/accounts.ts'
import { newestActivity } from '../../../worker/store/activity.ts'
import { accounts, audit, challenges } from '../../../worker/store/schema.ts'
import { db, parts } from '../support/people.ts'
import { bearer, tokenOf } from '../support/program.ts'
import { expectProblem, PASSWORD, signedUp, Visitor } from '../support/visitor.ts'
import { enterRoom, makeRoom, unconfirmed } from '../support/ways.ts'

const NEXT = 'nine grey herons at dusk'
const OPERATOR_TOKEN = 'a-token-for-the-operator-of-it-all'

async function admin() {
  const katherine = await signedUp('Katherine')
  const { id } = katherine.session.account
  await db.update(accounts).set({ role: 'admin' }).where(eq(accounts.id, id))
  return katherine
}

type Person = Awaited<ReturnType<typeof signedUp>>
const at = (who: Person, rest: string) => `/api/accounts/${who.session.account.id}/${rest}`

async function offered(to: Person): Promise<string> {
  const answer = await (await admin()).post(at(to, 'reset'))
  expect(answer.status).toBe(201)
  return resetOfferSchema.parse(await answer.json()).token
}

async function signIn(who: Person, password: string): Promise<Response> {
  const { username } = who.session.account
  return await new Visitor().post('/api/auth/login', { username, password })
}

describe('a link to choose a new password', () => {
  test('replaces it and ends every session and every token, once', async () => {
    const ada = await signedUp('Ada')
    const line = await enterRoom(ada, await makeRoom(ada))
    const { text } = await tokenOf(ada, 'rooms:read')
    expect((await bearer(text).get('/api/rooms')).status).toBe(200)
    const given = { token: await offered(ada), password: NEXT }
    const browser = new Visitor()
    expect((await browser.post('/api/auth/reset', given)).status).toBe(204)
    expect(browser.cookies.size).toBe(0)
    expect(await line.closed).toMatchObject({ code: 4001 })
    await expectProblem(await ada.get('/api/auth/me'), 'unauthenticated')
    await expectProblem(await bearer(text).get('/api/rooms'), 'unauthenticated')
    await expectProblem(await signIn(ada, PASSWORD), 'bad_credentials')
    expect((await signIn(ada, NEXT)).status).toBe(200)
    const again = { ...given, password: 'ten grey herons at dawn' }
    await expectProblem(await new Visitor().post('/api/auth/reset', again), 'challenge_expired')
  })

  test('is still good after a password that is none', async () => {
    const ada = await signedUp('Ada')
    const token = await offered(ada)
    const weak = { token, password: `${ada.session.account.username}!` }
    await expectProblem(await new Visitor().post('/api/auth/reset', weak), 'weak_password')
    const better = { token, password: NEXT }
    expect((await new Visitor().post('/api/auth/reset', better)).status).toBe(204)
  })

  test('is used once, however many use it at once', async () => {
    const ada = await signedUp('Ada')
    const token = await offered(ada)
    const tries = [NEXT, 'ten grey herons at dawn'].map(password =>
      new Visitor().post('/api/auth/reset', { token, password }),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([204, 403])
  })

  test('voids all others', async () => {
    const ada = await signedUp('Ada')
    const links = [await offered(ada), await offered(ada)]
    const use = async (token = '', password = NEXT) =>
      await new Visitor().post('/api/auth/reset', { token, password })
    expect((await use(links[0])).status).toBe(204)
    await expectProblem(await use(links[1], 'ten grey herons at dawn'), 'challenge_expired')
    expect((await signIn(ada, NEXT)).status).toBe(200)
  })

  test('is not voided by whoever knows the password', async () => {
    const ada = await signedUp('Ada')
    const token = await offered(ada)
    const change = { current: PASSWORD, next: 'ten grey herons at dawn' }
    expect((await ada.post('/api/account/password', change)).status).toBe(200)
    const given = { token, password: NEXT }
    expect((await new Visitor().post('/api/auth/reset', given)).status).toBe(204)
    expect((await signIn(ada, NEXT)).status).toBe(200)
  })

  test('wins over a change that somebody makes meanwhile with the old one', async () => {
    const ada = await signedUp('Ada')
    const { id } = ada.session.account
    const token = await offered(ada)
    const { scrypt } = parts.passwords
    const passwords: Parts['passwords'] = {
      ...parts.passwords,
      async scrypt(...given) {
        const entry = { action: 'account.password_changed', actorId: id, ip: '' } as const
        await changeHash(db, id, 'of a thief', entry, { passwordChangedAt: null })
        return await scrypt(...given)
      },
    }
    const visit = { ip: '', userAgent: '', place: '' }
    const outcome = await resetPassword({ ...parts, passwords }, { token, password: NEXT }, visit)
    expect(outcome.ok).toBe(true)
    expect((await signIn(ada, NEXT)).status).toBe(200)
  })

  test('runs out', async () => {
    const ada = await signedUp('Ada')
    const token = await offered(ada)
    const ago = new Date(Date.now() - RESET_MS)
    await db
      .update(challenges)
      .set({ expiresAt: ago })
      .where(eq(challenges.accountId, ada.session.account.id))
    const given = { token, password: NEXT }
    await expectProblem(await new Visitor().post('/api/auth/reset', given), 'challenge_expired')
    expect((await signIn(ada, PASSWORD)).status).toBe(200)
  })

  test('is worth nothing once who made it is no admin any more', async () => {
    const [ada, grace, katherine] = [await signedUp('Ada'), await admin(), await admin()]
    const token = async (by: Person) =>
      resetOfferSchema.parse(await (await by.post(at(ada, 'reset'))).json()).token
    const [hers, another] = [await token(katherine), await token(grace)]
    const { id } = katherine.session.account
    const change = { body: { role: 'member' } }
    expect((await grace.ask('PATCH', `/api/accounts/${id}`, change)).status).toBe(200)
    const use = async (text: string) =>
      await new Visitor().post('/api/auth/reset', { token: text, password: NEXT })
    await expectProblem(await use(hers), 'challenge_expired')
    expect((await use(another)).status).toBe(204)
  })

  test('is made by admins who have just shown who they are, and recorded', async () => {
    const [ada, katherine] = [await signedUp('Ada'), await admin()]
    await expectProblem(await ada.post(at(ada, 'reset')), 'forbidden')
    await unconfirmed(katherine)
    await expectProblem(await katherine.post(at(ada, 'reset')), 'confirmation_needed')
    await offered(ada)
    const rows = await db.select().from(audit).where(eq(audit.targetId, ada.session.account.id))
    expect(rows.map(({ action }) => action)).toContain('account.reset_offered')
  })

  test('is made by the operator, for whoever has a name', async () => {
    const ada = await signedUp('Ada')
    const desk = new Visitor({ OPERATOR_TOKEN })
    const { username } = ada.session.account
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` }
    const answer = await desk.post('/api/operator/reset', { username }, headers)
    const { token } = resetOfferSchema.parse(await answer.json())
    const given = { token, password: NEXT }
    expect((await new Visitor().post('/api/auth/reset', given)).status).toBe(204)
    const nobody = await desk.post('/api/operator/reset', { username: 'nobody-here' }, headers)
    await expectProblem(nobody, 'not_found')
    await expectProblem(await desk.post('/api/operator/reset', { username }), 'not_found')
  })
})

describe('an admin', () => {
  test('signs somebody out everywhere', async () => {
    const [ada, katherine] = [await signedUp('Ada'), await admin()]
    const line = await enterRoom(ada, await makeRoom(ada))
    const { text } = await tokenOf(ada, 'rooms:read')
    const answer = await katherine.ask('DELETE', at(ada, 'devices'), {})
    expect(devicesEndedSchema.parse(await answer.json())).toEqual({ ended: 1 })
    expect(await line.closed).toMatchObject({ code: 4001 })
    await expectProblem(await ada.get('/api/auth/me'), 'unauthenticated')
    await expectProblem(await bearer(text).get('/api/rooms'), 'unauthenticated')
    await expectProblem(await ada.ask('DELETE', at(katherine, 'devices'), {}), 'unauthenticated')
    expect((await signIn(ada, PASSWORD)).status).toBe(200)
    const told = await newestActivity(db, ada.session.account.id, 10)
    expect(told).toContainEqual(expect.objectContaining({ action: 'account.signed_out', ip: '' }))
  })
})
