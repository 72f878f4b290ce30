import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accountSchema } from '../../../protocol/rest.ts'
import { accounts, audit } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { unconfirm } from '../support/unconfirm.ts'
import { expectProblem, signedUp, username, type Visitor } from '../support/visitor.ts'

const change = (who: Visitor, email: unknown) =>
  who.ask('PUT', '/api/account/email', { body: { email } })

const address = () => `${username('ada')}@analytical.example`

async function row(id: string) {
  const [account] = await db.select().from(accounts).where(eq(accounts.id, id))
  return account
}

describe('the e-mail address', () => {
  test('is changed, had from then on, and recorded', async () => {
    const ada = await signedUp('Ada')
    const { id } = ada.session.account
    const [email, before] = [address(), Date.now()]
    const answer = await change(ada, email)
    expect(accountSchema.parse(await answer.json()).email).toBe(email)
    expect((await row(id))?.emailSince?.getTime()).toBeGreaterThanOrEqual(before)
    const rows = await db.select().from(audit).where(eq(audit.actorId, id))
    expect(rows.map(({ action }) => action)).toContain('account.email_changed')
    expect((await change(ada, null)).status).toBe(200)
    expect(await row(id)).toMatchObject({ email: null, emailSince: null })
  })

  test('that is given again in other letters is had since it was given first', async () => {
    const ada = await signedUp('Ada')
    const email = address()
    await change(ada, email)
    const first = await row(ada.session.account.id)
    await change(ada, email.toUpperCase())
    const { emailSince, email: written } = (await row(ada.session.account.id)) ?? {}
    expect([written, emailSince]).toEqual([email.toUpperCase(), first?.emailSince])
  })

  test.each([
    ['off', 'ada@analytical.example', 422],
    ['off', null, 200],
    ['optional', null, 200],
    ['required', null, 422],
    ['required', 'ada@analytical.example', 200],
  ])('where it is %s may be %s or not', async (policy, email, status) => {
    const ada = await signedUp('Ada')
    const answer = await change(ada.under({ EMAIL: policy }), email)
    expect(answer.status).toBe(status)
    if (status === 422)
      expect((await expectProblem(answer, 'validation_failed')).errors).toMatchObject([
        { field: 'email' },
      ])
  })

  test.each(['', 'ada', 'ada@', 7])('is not %j', async email => {
    const ada = await signedUp('Ada')
    await expectProblem(await change(ada, email), 'validation_failed')
  })

  test('is changed by who has just shown who they are', async () => {
    const ada = await signedUp('Ada')
    await unconfirm(ada)
    await expectProblem(await change(ada, address()), 'confirmation_needed')
    expect((await row(ada.session.account.id))?.email).toBeNull()
  })
})
