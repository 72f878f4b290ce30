import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { type Activity, activityListSchema } from '../../../protocol/rest.ts'
import { audit } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { expectProblem, signedUp, Visitor } from '../support/visitor.ts'

const ACTIVITY = '/api/account/activity'

async function activityOf(who: Visitor): Promise<Activity[]> {
  const answer = await who.get(ACTIVITY)
  expect(answer.status).toBe(200)
  return activityListSchema.parse(await answer.json()).activity
}

describe('the activity of an account', () => {
  test('is what its owner did and what others tried, the newest first', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    await ada.ask('PATCH', '/api/account', { body: { about: 'Engines' } })
    const thief = new Visitor()
    const { username } = ada.session.account
    await thief.post('/api/auth/login', { username, password: 'not the password' })
    await grace.ask('PATCH', '/api/account', { body: { about: 'Compilers' } })
    const activity = await activityOf(ada)
    expect(activity.map(({ action, ip }) => [action, ip])).toEqual([
      ['session.login_failed', thief.address],
      ['account.profile_changed', ada.address],
      ['account.register', ada.address],
    ])
    const times = activity.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  test('names each entry once, and a hundred at most', async () => {
    const ada = await signedUp('Ada')
    const { id } = ada.session.account
    const moments = Array.from({ length: 70 }, (_, index) => new Date(1_000 + index))
    await db.insert(audit).values(
      moments.flatMap(createdAt => [
        { action: 'totp.added', actorId: id, targetId: id, createdAt },
        { action: 'session.login_failed', targetId: id, createdAt },
      ]),
    )
    const activity = await activityOf(ada)
    expect(activity).toHaveLength(100)
    expect(activity[0]?.action).toBe('account.register')
    // Of each of the newest 49 moments both; and no entry twice.
    expect(activity.filter(({ at }) => at === 1_069)).toHaveLength(2)
    expect(activity.at(-1)?.at).toBe(1_020)
  })

  test('does not tell where an admin was', async () => {
    const ada = await signedUp('Ada')
    const { id: targetId } = ada.session.account
    const entry = { action: 'account.role_changed', actorId: v7(), targetId, ip: '2001:db8::9' }
    await db.insert(audit).values(entry)
    expect(await activityOf(ada)).toMatchObject([
      { action: 'account.role_changed', ip: '' },
      { action: 'account.register', ip: ada.address },
    ])
  })

  test('is for who is signed in', async () => {
    await expectProblem(await new Visitor().get(ACTIVITY), 'unauthenticated')
  })
})
