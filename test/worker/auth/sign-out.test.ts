import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Bindings } from '../../../worker/env.ts'
import { audit, members, sessions } from '../../../worker/store/schema.ts'
import { bindings, db } from '../support/people.ts'
import { POSTGRES_AWAY, REDIS_AWAY, signedUp, Visitor } from '../support/visitor.ts'
import { enterRoom, lineTo, makeRoom, sessionIdOf } from '../support/ways.ts'

/** As the platform answers for an object that has too much to do. */
function overloaded(roomId: string | undefined): Partial<Bindings> {
  const { ROOMS } = bindings
  const get: typeof ROOMS.get = (id, options) => {
    const stub = ROOMS.get(id, options)
    if (id.name !== roomId) return stub
    const error = Object.assign(new Error('Durable Object is overloaded.'), { overloaded: true })
    return Object.assign(Object.create(stub), { endSession: () => Promise.reject(error) })
  }
  return {
    ROOMS: Object.assign(Object.create(ROOMS), { get, idFromName: ROOMS.idFromName.bind(ROOMS) }),
  }
}

describe('signing out', () => {
  it('while Postgres is away closes the sockets at once, and ends the session when said again', async () => {
    const ada = await signedUp('Ada')
    const roomId = await makeRoom(ada)
    const line = await enterRoom(ada, roomId)
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
    const roomId = await makeRoom(ada)
    await grace.post(`/api/rooms/${roomId}/join`)
    // As if the outbox were far behind: nothing tells Postgres of members any more.
    await db.delete(members).where(eq(members.userId, grace.session.account.id))
    const line = await enterRoom(grace, roomId)
    expect((await grace.post('/api/auth/logout')).status).toBe(204)
    expect(await line.closed).toMatchObject({ code: 4001 })
  })

  it('is not done while a room does not answer, and all others have heard', async () => {
    const ada = await signedUp('Ada')
    const [deaf, ...others] = [await makeRoom(ada), await makeRoom(ada), await makeRoom(ada)]
    const lines = await Promise.all(others.map(roomId => enterRoom(ada, roomId)))
    const line = await enterRoom(ada, deaf)
    const copy = ada.under({})
    expect((await ada.under(overloaded(deaf)).post('/api/auth/logout')).status).toBe(503)
    for (const one of lines) expect(await one.closed).toMatchObject({ code: 4001 })
    expect((await copy.get('/api/auth/me')).status).toBe(401)
    expect((await copy.post('/api/auth/logout')).status).toBe(204)
    expect(await line.closed).toMatchObject({ code: 4001 })
  })

  it('keeps a socket out whose session ends while it is being opened', async () => {
    const ada = await signedUp('Ada')
    const roomId = await makeRoom(ada)
    const copy = ada.under({})
    await ada.post('/api/auth/logout')
    expect(await (await lineTo(copy, roomId)).closed).toMatchObject({ code: 4001 })
  })

  it('again is recorded once', async () => {
    const ada = await signedUp('Ada')
    const targetId = sessionIdOf(ada)
    const copies = [ada.under({}), ada.under({}), ada]
    for (const copy of copies) expect((await copy.post('/api/auth/logout')).status).toBe(204)
    const { id } = ada.session.account
    const rows = await db.select().from(audit).where(eq(audit.actorId, id))
    const ends = rows.filter(({ action }) => action === 'session.logout')
    expect(ends).toMatchObject([{ targetId }])
  })

  it('costs Postgres no question for who brings a token that was made up', async () => {
    const stranger = new Visitor(POSTGRES_AWAY)
    stranger.cookies.set('__Secure-refresh', `${crypto.randomUUID()}.${'a'.repeat(43)}`)
    expect((await stranger.post('/api/auth/logout')).status).toBe(401)
  })

  it('works by the refresh token alone', async () => {
    const ada = await signedUp('Ada')
    const copy = ada.under({})
    ada.cookies.delete('__Host-sid')
    expect((await ada.post('/api/auth/logout')).status).toBe(204)
    expect((await copy.get('/api/auth/me')).status).toBe(401)
  })

  it('is for who brings a token of ours', async () => {
    const stranger = await signedUp('Mallory')
    stranger.cookies.set('__Host-sid', `${stranger.token}x`)
    stranger.cookies.set('__Secure-refresh', `${stranger.refreshToken}x`)
    expect((await stranger.post('/api/auth/logout')).status).toBe(401)
  })
})
