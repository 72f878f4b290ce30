import { eq } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { deviceListSchema, devicesEndedSchema, roomAnswerSchema } from '../../../protocol/rest.ts'
import { audit } from '../../../worker/store/schema.ts'
import { Line } from '../support/line.ts'
import { db } from '../support/people.ts'
import {
  expectProblem,
  ORIGIN,
  PASSWORD,
  REDIS_AWAY,
  signedUp,
  username,
  Visitor,
} from '../support/visitor.ts'

const DEVICES = '/api/devices'

function sessionId(who: Visitor): string {
  return decodeJwt(who.token).jti ?? ''
}

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

async function enter(who: Visitor): Promise<Line> {
  const made = await who.post('/api/rooms', { name: username('study') })
  const { room } = roomAnswerSchema.parse(await made.json())
  const headers = { upgrade: 'websocket', origin: ORIGIN }
  const { webSocket } = await who.get(`/api/rooms/${room.id}/socket`, { headers })
  if (webSocket === null) throw new Error('no socket')
  const line = new Line(webSocket)
  line.say({ type: 'hello', v: 2 })
  await line.next('welcome')
  return line
}

describe('the list of devices', () => {
  test('names each with its agent, address and last use, the own one first', async () => {
    const ada = await signedUp('Ada')
    const phone = await another(ada)
    const devices = await listed(ada)
    expect(devices).toMatchObject([
      { id: sessionId(ada), isCurrent: true, userAgent: 'test', ip: ada.address },
      { id: sessionId(phone), isCurrent: false, userAgent: 'A phone', ip: phone.address },
    ])
    expect((await listed(phone)).map(({ id }) => id)).toEqual([sessionId(phone), sessionId(ada)])
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
    const line = await enter(phone)
    const began = Date.now()
    expect((await ada.ask('DELETE', `${DEVICES}/${sessionId(phone)}`, {})).status).toBe(204)
    expect(await line.closed).toMatchObject({ code: 4001 })
    expect(Date.now() - began).toBeLessThan(1_000)
    await expectProblem(await phone.get('/api/auth/me'), 'unauthenticated')
    await expectProblem(await phone.post('/api/auth/refresh'), 'unauthenticated')
    expect((await ada.get('/api/auth/me')).status).toBe(200)
    const rows = await db.select().from(audit).where(eq(audit.actorId, ada.session.account.id))
    expect(rows).toContainEqual(
      expect.objectContaining({ action: 'session.revoked', targetId: sessionId(phone) }),
    )
  })

  test('holds for Postgres while Redis is away, and says that it is not all', async () => {
    const ada = await signedUp('Ada')
    const phone = await another(ada)
    const asked = ada.under(REDIS_AWAY).ask('DELETE', `${DEVICES}/${sessionId(phone)}`, {})
    await expectProblem(await asked, 'unavailable')
    await expectProblem(await phone.under(REDIS_AWAY).get('/api/auth/me'), 'unauthenticated')
  })

  test("refuses another person's, as if there were none", async () => {
    const [ada, mallory] = [await signedUp('Ada'), await signedUp('Mallory')]
    const asked = mallory.ask('DELETE', `${DEVICES}/${sessionId(ada)}`, {})
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
