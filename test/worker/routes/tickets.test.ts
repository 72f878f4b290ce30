import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { CLOSE } from '../../../protocol/codes.ts'
import { TICKET_MS } from '../../../protocol/limits.ts'
import { roomAnswerSchema, ticketSchema } from '../../../protocol/rest.ts'
import { newAccessToken } from '../../../worker/auth/access-token.ts'
import { peek, pose } from '../../../worker/auth/challenge.ts'
import { proofOf } from '../../../worker/auth/proof.ts'
import { accounts, challenges } from '../../../worker/store/schema.ts'
import { Line } from '../support/line.ts'
import { db, parts } from '../support/people.ts'
import { bearer, TOKENS, tokenOf } from '../support/program.ts'
import {
  expectProblem,
  ORIGIN,
  POSTGRES_AWAY,
  REDIS_AWAY,
  signedUp,
  username,
  Visitor,
} from '../support/visitor.ts'

const LISTED = 'http://localhost:5173'
const EVIL = 'https://evil.test'

async function made(who: Visitor): Promise<string> {
  const response = await who.post('/api/rooms', { name: username('room') })
  return roomAnswerSchema.parse(await response.json()).room.id
}

async function ticketOf(asked: Promise<Response>): Promise<string> {
  const response = await asked
  expect(response.status).toBe(201)
  return ticketSchema.parse(await response.json()).ticket
}

/** A challenge as it would stand in a ticket for a room. */
function sealed(roomId: string, token: string, secret = parts.env.JWT_SECRET): string {
  return `${token}.${proofOf(secret, 'ticket', `${roomId} ${token}`)}`
}

/** Asks for a socket with nothing but a ticket, unless there are headers. */
async function dial(roomId: string, ticket: string, headers = {}, who = new Visitor()) {
  const asked = { headers: { upgrade: 'websocket', ...headers } }
  return await who.get(`/api/rooms/${roomId}/socket?ticket=${ticket}`, asked)
}

async function line(...asked: Parameters<typeof dial>): Promise<Line> {
  const response = await dial(...asked)
  expect(response.status).toBe(101)
  if (response.webSocket === null) throw new Error('no socket')
  return new Line(response.webSocket)
}

async function closeCode(...asked: Parameters<typeof dial>): Promise<number> {
  return (await (await line(...asked)).closed).code
}

/** Who the room takes the socket for; it is left open. */
async function me(socket: Line): Promise<string> {
  socket.say({ type: 'hello', v: 2 })
  return (await socket.next('welcome')).me
}

describe('a ticket', () => {
  test('opens a socket as the person who asked for it', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const before = Date.now()
    const answer = ticketSchema.parse(await (await ada.post('/api/tickets', { roomId })).json())
    expect(answer.expiresAt).toBeGreaterThanOrEqual(before + TICKET_MS)
    expect(answer.expiresAt).toBeLessThanOrEqual(Date.now() + TICKET_MS)
    const socket = await line(roomId, answer.ticket)
    expect(await me(socket)).toBe(ada.session.account.id)
    socket.send('c1', 'as a person may')
    await socket.until(() => socket.messages().length === 1)
    socket.close()
  })

  test('opens a socket as the program that asked for it, with what its token may', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const { text } = await tokenOf(ada, 'messages:read')
    const socket = await line(roomId, await ticketOf(bearer(text).post('/api/tickets', { roomId })))
    expect(await me(socket)).toBe(ada.session.account.id)
    socket.send('c1')
    expect(await socket.next('error')).toMatchObject({ code: 'read_only', cid: 'c1' })
    socket.close()
  })

  test('asks a page of ours for the csrf value, and an origin that may', async () => {
    const ada = await signedUp('Ada')
    const roomId = crypto.randomUUID()
    const forged = ada.post('/api/tickets', { roomId }, { 'x-csrf-token': '' })
    await expectProblem(await forged, 'csrf_failed')
    const foreign = ada.post('/api/tickets', { roomId }, { origin: EVIL })
    await expectProblem(await foreign, 'foreign_origin')
  })

  test('is kept as a hash', async () => {
    const ada = await signedUp('Ada')
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId: crypto.randomUUID() }))
    const { id } = ada.session.account
    const rows = await db.select().from(challenges).where(eq(challenges.accountId, id))
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(ticket)
  })

  test('is in no line of the log, nor is a token', async () => {
    const lines: string[] = []
    const levels = ['debug', 'info', 'warn', 'error', 'log'] as const
    const spies = levels.map(level =>
      vi.spyOn(console, level).mockImplementation((...said) => void lines.push(said.join(' '))),
    )
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const { text } = await tokenOf(ada, 'messages:read')
    const ticket = await ticketOf(bearer(text).post('/api/tickets', { roomId }))
    const codes = [await me(await line(roomId, ticket)), await closeCode(roomId, ticket)]
    for (const spy of spies) spy.mockRestore()
    expect(codes).toEqual([ada.session.account.id, CLOSE.unauthenticated])
    expect(lines.join('\n')).toContain(`/api/rooms/${roomId}/socket`)
    for (const secret of [ticket, text]) expect(lines.join('\n')).not.toContain(secret)
  })
})

describe('a ticket opens nothing', () => {
  test('a second time', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId }))
    const socket = await line(roomId, ticket)
    await me(socket)
    expect(await closeCode(roomId, ticket)).toBe(CLOSE.unauthenticated)
    socket.send('c1', 'still here')
    await socket.until(() => socket.messages().length === 1)
    socket.close()
  })

  test('for all but one who use it at once', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId }))
    const lines = await Promise.all([1, 2, 3, 4].map(() => line(roomId, ticket)))
    const ends = await Promise.all(
      lines.map(one => {
        const closed = one.closed.then(({ code }) => code)
        // Saying hello fails on one that is closed already.
        return Promise.race([closed, me(one).catch(() => closed)])
      }),
    )
    const opened = ends.filter(end => end === ada.session.account.id)
    expect(opened).toHaveLength(1)
    expect(ends.filter(end => end === CLOSE.unauthenticated)).toHaveLength(3)
  })

  test('when it has run out', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId }))
    const { id } = ada.session.account
    const past = { expiresAt: new Date() }
    await db.update(challenges).set(past).where(eq(challenges.accountId, id))
    expect(await closeCode(roomId, ticket)).toBe(CLOSE.unauthenticated)
  })

  test('when its session has ended since', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId }))
    expect((await ada.post('/api/auth/logout')).status).toBe(204)
    expect(await closeCode(roomId, ticket)).toBe(CLOSE.unauthenticated)
  })

  test('when its token was revoked since', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const { token, text } = await tokenOf(ada, 'messages:read')
    const ticket = await ticketOf(bearer(text).post('/api/tickets', { roomId }))
    expect((await ada.ask('DELETE', `${TOKENS}/${token.id}`, {})).status).toBe(204)
    expect(await closeCode(roomId, ticket)).toBe(CLOSE.unauthenticated)
  })

  test('when its account was deleted since', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const { token, text } = await tokenOf(ada, 'messages:read')
    const ticket = await ticketOf(bearer(text).post('/api/tickets', { roomId }))
    const { id } = ada.session.account
    await db.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, id))
    await parts.redis.del(`session:${token.id}`)
    expect(await closeCode(roomId, ticket)).toBe(CLOSE.unauthenticated)
  })

  test('when it is for another purpose, which it is still good for', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const posed = { accountId: ada.session.account.id, sessionId: crypto.randomUUID() }
    for (const purpose of ['second_factor', 'passkey_sign_in', 'passkey_add'] as const) {
      const { token } = await pose(parts, { ...posed, purpose }, TICKET_MS)
      expect(await closeCode(roomId, sealed(roomId, token))).toBe(CLOSE.unauthenticated)
      expect(await peek(parts, token, purpose)).toBeDefined()
    }
  })

  test('when it stands for another account than its session does', async () => {
    const [ada, mallory] = [await signedUp('Ada'), await signedUp('Mallory')]
    const roomId = await made(ada)
    const { text, token } = await tokenOf(ada, 'messages:read')
    await bearer(text).get('/api/rooms')
    const mixed = { accountId: mallory.session.account.id, sessionId: token.id }
    const posed = await pose(parts, { ...mixed, purpose: 'socket' }, TICKET_MS)
    expect(await closeCode(roomId, sealed(roomId, posed.token))).toBe(CLOSE.unauthenticated)
  })

  test.each([
    ['nothing', () => ''],
    ['an unknown text', () => 'x'.repeat(43)],
    [
      'a text nobody was given',
      (_: Visitor, __: string, roomId: string) => sealed(roomId, 'x'.repeat(43)),
    ],
    ['nothing with a proof', (_: Visitor, __: string, roomId: string) => sealed(roomId, '')],
    ['ten thousand characters', () => 'x'.repeat(10_000)],
    ['a session token', (who: Visitor) => who.token],
    ['a refresh token', (who: Visitor) => who.refreshToken],
    ['the token of a program', (_: Visitor, text: string) => text],
    ['a token nobody made', () => newAccessToken(parts.env.PASSWORD_PEPPER).text],
  ])('when it is %s, even with a good cookie and header', async (_, ticket) => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const { text } = await tokenOf(ada, 'messages:read')
    const headers = { origin: ORIGIN, authorization: `Bearer ${text}` }
    const code = await closeCode(roomId, ticket(ada, text, roomId), headers, ada.under({}))
    expect(code).toBe(CLOSE.unauthenticated)
  })

  test('when it was made up, and Postgres is not asked about it', async () => {
    const roomId = await made(await signedUp('Ada'))
    const { token } = await pose(parts, { purpose: 'socket' }, TICKET_MS)
    const csrf = `${token}.${proofOf(parts.env.JWT_SECRET, 'csrf', token)}`
    const whole = sealed(roomId, token)
    const alone = new Visitor({ ...REDIS_AWAY, ...POSTGRES_AWAY })
    for (const ticket of [
      token,
      sealed(roomId, token, 'another secret'),
      csrf,
      `${whole}x`,
      `.${whole}`,
    ])
      expect(await closeCode(roomId, ticket, {}, alone)).toBe(CLOSE.unauthenticated)
    await expectProblem(await dial(roomId, whole, {}, alone), 'unavailable')
  })

  test('when it is said twice in one address', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId }))
    const twice = await dial(roomId, `x&ticket=${ticket}`, { origin: ORIGIN }, ada.under({}))
    await expectProblem(twice, 'validation_failed')
  })

  test('of a room it may not know of', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const roomId = await made(ada)
    const foreign = await ticketOf(grace.post('/api/tickets', { roomId }))
    expect(await closeCode(roomId, foreign)).toBe(CLOSE.forbidden)
    const nowhere = crypto.randomUUID()
    const empty = await ticketOf(ada.post('/api/tickets', { roomId: nowhere }))
    expect(await closeCode(nowhere, empty)).toBe(CLOSE.noSuchRoom)
    await expectProblem(await ada.post('/api/tickets', { roomId: 'lobby' }), 'validation_failed')
  })

  test('of another room than it is for, where it is good still', async () => {
    const ada = await signedUp('Ada')
    const [roomId, other] = [await made(ada), await made(ada)]
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId }))
    for (const elsewhere of [other, roomId.toUpperCase(), 'lobby'])
      expect(await closeCode(elsewhere, ticket)).toBe(CLOSE.unauthenticated)
    const socket = await line(roomId, ticket)
    expect(await me(socket)).toBe(ada.session.account.id)
    socket.close()
  })
})

describe('the origin of who has a ticket', () => {
  test.each([ORIGIN, LISTED])('may be %s, and the ticket says who it is', async origin => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const roomId = await made(ada)
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId }))
    // Grace's browser, with Grace's cookie.
    const socket = await line(roomId, ticket, { origin }, grace)
    expect(await me(socket)).toBe(ada.session.account.id)
    socket.close()
  })

  test('may be missing beside a cookie, which counts for nothing then', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const roomId = await made(ada)
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId }))
    const socket = await line(roomId, ticket, {}, grace)
    expect(await me(socket)).toBe(ada.session.account.id)
    socket.close()
    expect(await closeCode(roomId, 'none', {}, ada)).toBe(CLOSE.unauthenticated)
  })

  test.each([EVIL, 'null'])('may not be %s, and the ticket is not used up', async origin => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId }))
    await expectProblem(await dial(roomId, ticket, { origin }), 'foreign_origin')
    await expectProblem(await dial(roomId, ticket, { origin }, ada), 'foreign_origin')
    const socket = await line(roomId, ticket)
    expect(await me(socket)).toBe(ada.session.account.id)
    socket.close()
  })

  test('counts as ever where no socket is asked for', async () => {
    const ada = await signedUp('Ada')
    const body = { name: username('den') }
    for (const headers of [{ origin: '' }, { origin: '', upgrade: 'websocket' }]) {
      const made = ada.post('/api/rooms?ticket=none', body, headers)
      await expectProblem(await made, 'foreign_origin')
    }
  })

  test('a request without an upgrade does not use the ticket up', async () => {
    const ada = await signedUp('Ada')
    const roomId = await made(ada)
    const ticket = await ticketOf(ada.post('/api/tickets', { roomId }))
    await expectProblem(await dial(roomId, ticket, { upgrade: '' }), 'upgrade_required')
    const socket = await line(roomId, ticket)
    expect(await me(socket)).toBe(ada.session.account.id)
    socket.close()
  })
})
