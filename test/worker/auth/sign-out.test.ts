import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { roomAnswerSchema } from '../../../protocol/rest.ts'
import { members, sessions } from '../../../worker/store/schema.ts'
import { Line } from '../support/line.ts'
import { db } from '../support/people.ts'
import {
  ORIGIN,
  POSTGRES_AWAY,
  REDIS_AWAY,
  signedUp,
  username,
  type Visitor,
} from '../support/visitor.ts'

/** @returns the path of a room that somebody has made */
async function newRoom(owner: Visitor): Promise<string> {
  const answer = await owner.post('/api/rooms', { name: username('workshop') })
  const { room } = roomAnswerSchema.parse(await answer.json())
  return `/api/rooms/${room.id}`
}

async function enter(who: Visitor, path: string): Promise<Line> {
  const headers = { upgrade: 'websocket', origin: ORIGIN }
  const { webSocket } = await who.get(`${path}/socket`, { headers })
  if (webSocket === null) throw new Error('no socket')
  const line = new Line(webSocket)
  line.say({ type: 'hello', v: 2 })
  await line.next('welcome')
  return line
}

describe('signing out', () => {
  it('while Postgres is away closes the sockets at once, and ends the session when said again', async () => {
    const ada = await signedUp('Ada')
    const path = await newRoom(ada)
    const line = await enter(ada, path)
    const copy = ada.under({})
    const away = ada.under(POSTGRES_AWAY)
    expect((await away.post('/api/auth/logout')).status).toBe(503)
    expect(await line.closed).toMatchObject({ code: 4001 })
    expect((await copy.get('/api/auth/me')).status).toBe(401)

    expect((await copy.under({}).post('/api/auth/logout')).status).toBe(204)
    const rows = await db
      .select()
      .from(sessions)
      .where(eq(sessions.accountId, ada.session.account.id))
    expect(rows).toMatchObject([{ revokedAt: expect.any(Date) }])
    expect((await copy.under(REDIS_AWAY).get('/api/auth/me')).status).toBe(401)
  })

  it('finds a room that Postgres does not know them to be in', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const path = await newRoom(ada)
    await grace.post(`${path}/join`)
    // As if the outbox were far behind: nothing tells Postgres of members any more.
    await db.delete(members).where(eq(members.userId, grace.session.account.id))
    const line = await enter(grace, path)
    expect((await grace.post('/api/auth/logout')).status).toBe(204)
    expect(await line.closed).toMatchObject({ code: 4001 })
  })

  it('keeps a socket out whose session ends while it is being opened', async () => {
    const ada = await signedUp('Ada')
    const path = await newRoom(ada)
    const copy = ada.under({})
    await ada.post('/api/auth/logout')
    const headers = { upgrade: 'websocket', origin: ORIGIN }
    const { webSocket } = await copy.get(`${path}/socket`, { headers })
    if (webSocket === null) throw new Error('no socket')
    expect(await new Line(webSocket).closed).toMatchObject({ code: 4001 })
  })

  it('is for who brings a token of ours', async () => {
    const stranger = await signedUp('Mallory')
    stranger.cookies.set('__Host-sid', `${stranger.token}x`)
    stranger.cookies.set('__Secure-refresh', `${stranger.refreshToken}x`)
    expect((await stranger.post('/api/auth/logout')).status).toBe(401)
  })
})
