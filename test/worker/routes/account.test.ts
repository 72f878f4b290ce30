import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { devicesEndedSchema } from '../../../protocol/rest.ts'
import { accounts, audit } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { expectProblem, PASSWORD, signedUp, Visitor } from '../support/visitor.ts'

const CHANGE = '/api/account/password'
const NEXT = 'nine grey herons at dusk'

describe('changing the password', () => {
  test('replaces it, ends the other sessions and keeps this one', async () => {
    const ada = await signedUp('Ada')
    const { username } = ada.session.account
    const phone = new Visitor()
    await phone.post('/api/auth/login', { username, password: PASSWORD })
    const answer = await ada.post(CHANGE, { current: PASSWORD, next: NEXT })
    expect(devicesEndedSchema.parse(await answer.json())).toEqual({ ended: 1 })
    expect((await ada.get('/api/auth/me')).status).toBe(200)
    await expectProblem(await phone.get('/api/auth/me'), 'unauthenticated')
    await expectProblem(await phone.post('/api/auth/refresh'), 'unauthenticated')
    const again = new Visitor()
    const old = await again.post('/api/auth/login', { username, password: PASSWORD })
    await expectProblem(old, 'bad_credentials')
    expect((await again.post('/api/auth/login', { username, password: NEXT })).status).toBe(200)
    const { id } = ada.session.account
    const rows = await db.select().from(audit).where(eq(audit.actorId, id))
    expect(rows.map(row => row.action)).toContain('account.password_changed')
    const [row] = await db.select().from(accounts).where(eq(accounts.id, id))
    expect(row?.passwordChangedAt).toBeInstanceOf(Date)
  })

  test('is refused when another change was faster, which stays', async () => {
    const ada = await signedUp('Ada')
    const { username } = ada.session.account
    const nexts = [NEXT, 'ten grey herons at dawn']
    const changes = nexts.map(next => ada.under({}).post(CHANGE, { current: PASSWORD, next }))
    const statuses = (await Promise.all(changes)).map(({ status }) => status)
    expect([...statuses].sort()).toEqual([200, 403])
    const password = nexts[statuses.indexOf(200)] ?? ''
    expect((await new Visitor().post('/api/auth/login', { username, password })).status).toBe(200)
  })

  test('is refused without the current one, and that is recorded', async () => {
    const ada = await signedUp('Ada')
    const given = { current: 'not the password', next: NEXT }
    await expectProblem(await ada.post(CHANGE, given), 'wrong_password')
    const { username, id } = ada.session.account
    const login = await new Visitor().post('/api/auth/login', { username, password: PASSWORD })
    expect(login.status).toBe(200)
    const rows = await db.select().from(audit).where(eq(audit.actorId, id))
    expect(rows.map(row => row.action)).toContain('account.password_refused')
  })

  test.each([
    'password123',
    'aaaaaaaaaaaa',
    'alcove-alcove',
  ])('is refused for one that is easily guessed: %s', async next => {
    const ada = await signedUp('Ada')
    await expectProblem(await ada.post(CHANGE, { current: PASSWORD, next }), 'weak_password')
  })

  test('is refused for one made of the own names', async () => {
    const ada = await signedUp('Ada')
    const next = `${ada.session.account.username}!`
    await expectProblem(await ada.post(CHANGE, { current: PASSWORD, next }), 'weak_password')
  })

  test('is for who is signed in', async () => {
    const asked = new Visitor().post(CHANGE, { current: PASSWORD, next: NEXT })
    await expectProblem(await asked, 'unauthenticated')
  })

  test.each([
    ['nothing', {}, ['current', 'next']],
    ['a short one', { current: PASSWORD, next: 'short' }, ['next']],
    ['U+0000 in it', { current: PASSWORD, next: 'nine grey herons\u0000' }, ['next']],
    ['an unknown field', { current: PASSWORD, next: NEXT, id: 'x' }, ['id']],
  ])('is refused with %s', async (_, body, names) => {
    const ada = await signedUp('Ada')
    const problem = await expectProblem(await ada.post(CHANGE, body), 'validation_failed')
    expect(problem.errors?.map(error => error.field)).toEqual(names)
  })
})
