import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { deviceListSchema, devicesEndedSchema } from '../../../protocol/rest.ts'
import { audit } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { expectProblem, PASSWORD, REDIS_AWAY, signedUp, Visitor } from '../support/visitor.ts'
import { enterRoom, makeRoom, sessionIdOf, unconfirmed } from '../support/ways.ts'

const DEVICES = '/api/devices'

async function listed(who: Visitor) {
  return deviceListSchema.parse(await (await who.get(DEVICES)).json()).devices
}

/** The same person signed in once more. */
async function another(who: Visitor & { session: { account: { username: string } } }) {
  const phone = new Visitor()
  const given = { username: who.session.account.username, password: PASSWORD }
  const headers = { 'user-agent': 'A phone' }
  expect((await phone.post('/api/auth/login', given, headers)).status).toBe(200)
  return phone
}

describe('the list of devices', () => {
  test('names each with its agent, address and last use, the own one first', async () => {
    const ada = await signedUp('Ada')
    const phone = await another(ada)
    const devices = await listed(ada)
    expect(devices).toMatchObject([
      { id: sessionIdOf(ada), isCurrent: true, userAgent: 'test', ip: ada.address },
      { id: sessionIdOf(phone), isCurrent: false, userAgent: 'A phone', ip: phone.address },
    ])
    expect((await listed(phone)).map(({ id }) => id)).toEqual([
      sessionIdOf(phone),
      sessionIdOf(ada),
    ])
  })

  test('has those that run alone', async () => {
    const ada = await signedUp('Ada')
    const phone = await another(ada)
    await phone.post('/api/auth/logout')
    expect(await listed(ada)).toHaveLength(1)
  })
})

describe('signing out a device', () => {
  test('ends its session and closes its sockets within a second, and is recorded', async () => {
    const ada = await signedUp('Ada')
    const phone = await another(ada)
    const line = await enterRoom(phone, await makeRoom(phone))
    const began = Date.now()
    expect((await ada.ask('DELETE', `${DEVICES}/${sessionIdOf(phone)}`, {})).status).toBe(204)
    expect(await line.closed).toMatchObject({ code: 4001 })
    expect(Date.now() - began).toBeLessThan(1_000)
    await expectProblem(await phone.get('/api/auth/me'), 'unauthenticated')
    await expectProblem(await phone.post('/api/auth/refresh'), 'unauthenticated')
    expect((await ada.get('/api/auth/me')).status).toBe(200)
    const rows = await db.select().from(audit).where(eq(audit.actorId, ada.session.account.id))
    expect(rows).toContainEqual(
      expect.objectContaining({ action: 'session.revoked', targetId: sessionIdOf(phone) }),
    )
  })

  test('holds for Postgres while Redis is away, and says that it is not all', async () => {
    const ada = await signedUp('Ada')
    const phone = await another(ada)
    const asked = ada.under(REDIS_AWAY).ask('DELETE', `${DEVICES}/${sessionIdOf(phone)}`, {})
    await expectProblem(await asked, 'unavailable')
    await expectProblem(await phone.under(REDIS_AWAY).get('/api/auth/me'), 'unauthenticated')
  })

  test("refuses another person's, as if there were none", async () => {
    const [ada, mallory] = [await signedUp('Ada'), await signedUp('Mallory')]
    const asked = mallory.ask('DELETE', `${DEVICES}/${sessionIdOf(ada)}`, {})
    await expectProblem(await asked, 'not_found')
    expect((await ada.get('/api/auth/me')).status).toBe(200)
  })

  test.each([crypto.randomUUID(), 'all', '%00'])('refuses one that is not there: %s', async id => {
    const ada = await signedUp('Ada')
    await expectProblem(await ada.ask('DELETE', `${DEVICES}/${id}`, {}), 'not_found')
  })

  test('all but this one leaves this one', async () => {
    const ada = await signedUp('Ada')
    const [phone, laptop] = [await another(ada), await another(ada)]
    const answer = await ada.ask('DELETE', DEVICES, {})
    expect(devicesEndedSchema.parse(await answer.json())).toEqual({ ended: 2 })
    for (const gone of [phone, laptop])
      await expectProblem(await gone.get('/api/auth/me'), 'unauthenticated')
    expect(await listed(ada)).toHaveLength(1)
  })
})

describe('who has not shown lately who they are', () => {
  test('looks at the devices, and ends none', async () => {
    const ada = await signedUp('Ada')
    const phone = await another(ada)
    await unconfirmed(ada)
    expect(await listed(ada)).toHaveLength(2)
    const one = `${DEVICES}/${sessionIdOf(phone)}`
    await expectProblem(await ada.ask('DELETE', one, {}), 'confirmation_needed')
    await expectProblem(await ada.ask('DELETE', DEVICES, {}), 'confirmation_needed')
    expect((await phone.get('/api/auth/me')).status).toBe(200)
    expect((await ada.post('/api/account/confirm', { password: PASSWORD })).status).toBe(200)
    expect((await ada.ask('DELETE', one, {})).status).toBe(204)
  })
})
