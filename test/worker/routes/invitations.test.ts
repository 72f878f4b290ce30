import { createHash } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { INVITATIONS_MAX } from '../../../protocol/limits.ts'
import {
  invitationCreatedSchema,
  invitationListSchema,
  invitationSeenSchema,
  sessionSchema,
} from '../../../protocol/rest.ts'
import { accounts, audit, invitations } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import {
  anAdmin,
  expectProblem,
  PASSWORD,
  signedUp,
  username,
  Visitor,
} from '../support/visitor.ts'

const INVITATIONS = '/api/invitations'
const LOOK = '/api/auth/invitation'
const REGISTER = '/api/auth/register'
const INVITED = { REGISTRATION: 'invited' }
const DAY_MS = 24 * 3_600_000

type Person = Awaited<ReturnType<typeof signedUp>>

async function invited(by: Person, wanted: Record<string, unknown> = {}) {
  const answer = await by.post(INVITATIONS, wanted)
  expect(answer.status).toBe(201)
  return invitationCreatedSchema.parse(await answer.json())
}

async function register(invitation: string | undefined, variables = {}, fields = {}) {
  const wanted = { username: username('Grace'), password: PASSWORD, ...fields }
  return await new Visitor(variables).post(REGISTER, {
    ...wanted,
    ...(invitation && { invitation }),
  })
}

async function row(id: string) {
  const [found] = await db.select().from(invitations).where(eq(invitations.id, id))
  return found
}

describe('inviting', () => {
  test('gives a token that is told once and kept as a hash', async () => {
    const ada = await anAdmin('Ada')
    const before = Date.now()
    const made = await invited(ada, { note: 'for the choir', uses: 3, days: 2 })
    expect(made.token).toMatch(/^[\w-]{43}$/)
    expect(made.invitation).toMatchObject({ note: 'for the choir', uses: 3, used: 0 })
    expect(made.invitation.expiresAt - made.invitation.createdAt).toBe(2 * DAY_MS)
    expect(made.invitation.createdAt).toBeGreaterThanOrEqual(before)
    const kept = await row(made.invitation.id)
    expect(kept?.hash).toBe(createHash('sha256').update(made.token).digest('hex'))
    expect(JSON.stringify(kept)).not.toContain(made.token)
    const list = await (await ada.get(INVITATIONS)).text()
    expect(list).not.toContain(made.token)
    expect(invitationListSchema.parse(JSON.parse(list)).invitations).toContainEqual(made.invitation)
  })

  test('is for one account and a week unless it says otherwise', async () => {
    const { invitation } = await invited(await anAdmin('Ada'))
    expect(invitation).toMatchObject({ note: '', uses: 1 })
    expect(invitation.expiresAt - invitation.createdAt).toBe(7 * DAY_MS)
  })

  test('and withdrawing are recorded, once each', async () => {
    const ada = await anAdmin('Ada')
    const { invitation } = await invited(ada, { uses: 5, days: 9 })
    const address = `${INVITATIONS}/${invitation.id}`
    expect((await ada.ask('DELETE', address, {})).status).toBe(204)
    expect((await ada.ask('DELETE', address, {})).status).toBe(204)
    const rows = await db.select().from(audit).where(eq(audit.targetId, invitation.id))
    const actorId = ada.session.account.id
    expect(rows).toMatchObject([
      { action: 'invitation.made', actorId, detail: { uses: 5, days: 9 }, ip: ada.address },
      { action: 'invitation.revoked', actorId, ip: ada.address },
    ])
  })

  test.each([
    ['uses', { uses: 0 }],
    ['uses', { uses: 1_001 }],
    ['days', { days: 91 }],
    ['note', { note: 'a\u202eb' }],
    ['role', { role: 'admin' }],
  ])('is refused for a bad %s', async (field, wanted) => {
    const answer = await (await anAdmin('Ada')).post(INVITATIONS, wanted)
    const problem = await expectProblem(answer, 'validation_failed')
    expect(problem.errors?.map(error => error.field)).toEqual([field])
  })

  test('ends at a bound of open ones, also for many at once', async () => {
    const ada = await anAdmin('Ada')
    const createdBy = ada.session.account.id
    const { invitations: open } = invitationListSchema.parse(
      await (await ada.get(INVITATIONS)).json(),
    )
    const times = { createdAt: new Date(), expiresAt: new Date(Date.now() + DAY_MS) }
    const fillers = Array.from({ length: INVITATIONS_MAX - 2 - open.length }, () => v7())
    await db
      .insert(invitations)
      .values(fillers.map(id => ({ id, hash: id, createdBy, uses: 1, ...times })))
    try {
      const tries = [1, 2, 3, 4, 5].map(async () => (await ada.post(INVITATIONS, {})).status)
      expect((await Promise.all(tries)).sort()).toEqual([201, 201, 409, 409, 409])
      await expectProblem(await ada.post(INVITATIONS, {}), 'too_many')
      await ada.ask('DELETE', `${INVITATIONS}/${fillers[0]}`, {})
      expect((await ada.post(INVITATIONS, {})).status).toBe(201)
    } finally {
      await db.delete(invitations).where(eq(invitations.createdBy, createdBy))
    }
  })

  test('and all about it is for admins', async () => {
    const grace = await signedUp('Grace')
    const { invitation, token } = await invited(await anAdmin('Ada'))
    await expectProblem(await grace.get(INVITATIONS), 'forbidden')
    await expectProblem(await grace.post(INVITATIONS, {}), 'forbidden')
    const address = `${INVITATIONS}/${invitation.id}`
    await expectProblem(await grace.ask('DELETE', address, {}), 'forbidden')
    expect((await new Visitor().post(LOOK, { token })).status).toBe(200)
  })

  test('cannot be taken back that never was', async () => {
    const ada = await anAdmin('Ada')
    for (const id of [crypto.randomUUID(), 'x'])
      await expectProblem(await ada.ask('DELETE', `${INVITATIONS}/${id}`, {}), 'not_found')
  })
})

describe('an invitation', () => {
  test('tells who has sent it and until when it is good, without being used', async () => {
    const { token, invitation } = await invited(await anAdmin('Ada'))
    for (let n = 0; n < 2; n += 1) {
      const answer = await new Visitor().post(LOOK, { token })
      const seen = invitationSeenSchema.parse(await answer.json())
      expect(seen).toEqual({ invitedBy: 'Ada', expiresAt: invitation.expiresAt })
    }
    expect((await row(invitation.id))?.used).toBe(0)
  })

  test('lets its number of people in, and is on their accounts', async () => {
    const { token, invitation } = await invited(await anAdmin('Ada'), { uses: 2 })
    const ids = []
    for (let n = 0; n < 2; n += 1) {
      const answer = await register(token, INVITED)
      ids.push(sessionSchema.parse(await answer.json()).account.id)
    }
    await expectProblem(await register(token, INVITED), 'invitation_invalid')
    await expectProblem(await new Visitor().post(LOOK, { token }), 'invitation_invalid')
    const made = await db.select().from(accounts).where(inArray(accounts.id, ids))
    expect(made.map(one => [one.invitationId, one.role])).toEqual([
      [invitation.id, 'member'],
      [invitation.id, 'member'],
    ])
  })

  test('lets no more in when many come at once', async () => {
    const { token, invitation } = await invited(await anAdmin('Ada'), { uses: 2 })
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => register(token, INVITED)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 403, 403, 403])
    expect((await row(invitation.id))?.used).toBe(2)
    const made = eq(accounts.invitationId, invitation.id)
    expect(await db.select().from(accounts).where(made)).toHaveLength(2)
  })

  test('is not used up by a name that is taken', async () => {
    const { token, invitation } = await invited(await anAdmin('Ada'))
    const { account } = (await signedUp('Grace')).session
    const again = { username: account.username }
    await expectProblem(await register(token, INVITED, again), 'username_taken')
    expect((await row(invitation.id))?.used).toBe(0)
    expect((await register(token, INVITED)).status).toBe(201)
  })

  const spoilt: [string, (id: string, by: Person) => PromiseLike<unknown>][] = [
    ['withdrawn', (id, by) => by.ask('DELETE', `${INVITATIONS}/${id}`, {})],
    ['too old', id => change(id, { expiresAt: new Date(Date.now() - 1) })],
    ['used up', id => change(id, { used: 1 })],
  ]
  const change = (id: string, set: Partial<typeof invitations.$inferInsert>) =>
    db.update(invitations).set(set).where(eq(invitations.id, id)).then()

  test.each(spoilt)('that is %s opens nothing, and is not listed', async (_, spoil) => {
    const ada = await anAdmin('Ada')
    const { token, invitation } = await invited(ada)
    await spoil(invitation.id, ada)
    await expectProblem(await new Visitor().post(LOOK, { token }), 'invitation_invalid')
    for (const variables of [INVITED, {}])
      await expectProblem(await register(token, variables), 'invitation_invalid')
    const list = invitationListSchema.parse(await (await ada.get(INVITATIONS)).json())
    expect(list.invitations.map(({ id }) => id)).not.toContain(invitation.id)
  })

  test('is needed where the deployment says so, and may be brought where it does not', async () => {
    await expectProblem(await register(undefined, INVITED), 'invitation_needed')
    expect((await register(undefined, {})).status).toBe(201)
    await expectProblem(await register('made up', {}), 'invitation_invalid')
    const { token, invitation } = await invited(await anAdmin('Ada'))
    expect((await register(token, {})).status).toBe(201)
    expect((await row(invitation.id))?.used).toBe(1)
  })

  test('is no way to learn whether a name is taken without a good one', async () => {
    const { account } = (await signedUp('Grace')).session
    const again = { username: account.username }
    await expectProblem(await register(undefined, INVITED, again), 'invitation_needed')
    await expectProblem(await register('made up', INVITED, again), 'invitation_invalid')
  })

  test.each([
    ['nothing', {}, ['token']],
    ['an empty one', { token: '' }, ['token']],
    ['a long one', { token: 'x'.repeat(201) }, ['token']],
  ])('is looked at by its token: %s is refused', async (_, body, fields) => {
    const problem = await expectProblem(await new Visitor().post(LOOK, body), 'validation_failed')
    expect(problem.errors?.map(error => error.field)).toEqual(fields)
  })

  test('is looked at as often as one may try to sign in', async () => {
    const visitor = new Visitor({ SIGN_IN_LIMIT: '1' })
    await expectProblem(await visitor.post(LOOK, { token: 'made up' }), 'invitation_invalid')
    await expectProblem(await visitor.post(LOOK, { token: 'made up' }), 'rate_limited')
  })
})
