import { describe, expect, test } from 'vitest'
import { CLOSE } from '../../../protocol/codes.ts'
import { INBOX_VERSION } from '../../../protocol/limits.ts'
import { ticketSchema } from '../../../protocol/rest.ts'
import { eraseAccount } from '../../../worker/auth/delete-account.ts'
import { IDENTITY_HEADER } from '../../../worker/domain/identity.ts'
import { InboxLine, inboxStub } from '../support/inboxes.ts'
import { parts } from '../support/people.ts'
import { tokenOf } from '../support/program.ts'
import { expectProblem, ORIGIN, REDIS_AWAY, signedUp, Visitor } from '../support/visitor.ts'
import { makeRoom } from '../support/ways.ts'

async function lineTo(who: Visitor, headers = {}, query = ''): Promise<InboxLine> {
  const asked = { headers: { upgrade: 'websocket', origin: ORIGIN, ...headers } }
  const response = await who.get(`/api/inbox/socket${query}`, asked)
  expect(response.status).toBe(101)
  if (response.webSocket === null) throw new Error('no socket')
  return new InboxLine(response.webSocket)
}

async function me(line: InboxLine): Promise<string> {
  line.say({ type: 'hello', v: INBOX_VERSION })
  return (await line.next('welcome')).me
}

async function closeCode(...asked: Parameters<typeof lineTo>): Promise<number> {
  return (await (await lineTo(...asked)).closed).code
}

/** A friend who shares a room, and watches. */
async function watchedBy(ada: Visitor, id: string) {
  const grace = await signedUp('Grace')
  expect((await grace.post(`/api/rooms/${await makeRoom(ada)}/join`)).status).toBe(200)
  const line = await lineTo(grace)
  await me(line)
  line.say({ type: 'watch', ids: [id] })
  return { grace, line, first: (await line.next('live')).people }
}

describe('a socket to the inbox', () => {
  test('is that of the person of the cookie, also while Redis is away', async () => {
    const ada = await signedUp('Ada')
    expect(await me(await lineTo(ada))).toBe(ada.session.account.id)
    expect(await me(await lineTo(ada.under(REDIS_AWAY)))).toBe(ada.session.account.id)
  })

  test('cannot be had under another identity by writing the Worker’s own header', async () => {
    const [ada, mallory] = [await signedUp('Ada'), await signedUp('Mallory')]
    const { account, expiresAt } = ada.session
    const forged = { ...account, expiresAt, sessionId: crypto.randomUUID() }
    const headers = { [IDENTITY_HEADER]: encodeURIComponent(JSON.stringify(forged)) }
    expect(await me(await lineTo(mallory, headers))).toBe(mallory.session.account.id)
    expect(await closeCode(new Visitor(), headers)).toBe(CLOSE.unauthenticated)
  })

  test('is none for a foreign page, and for who does not ask for a socket', async () => {
    const ada = await signedUp('Ada')
    const headers = { upgrade: 'websocket', origin: 'https://evil.test' }
    await expectProblem(await ada.get('/api/inbox/socket', { headers }), 'foreign_origin')
    await expectProblem(await ada.get('/api/inbox/socket'), 'upgrade_required')
  })

  test('takes a token that may read rooms', async () => {
    const ada = await signedUp('Ada')
    const { text } = await tokenOf(ada, 'rooms:read')
    const headers = { authorization: `Bearer ${text}`, origin: '' }
    expect(await me(await lineTo(new Visitor(), headers))).toBe(ada.session.account.id)
    const other = await tokenOf(ada, 'messages:read')
    const asked = { upgrade: 'websocket', authorization: `Bearer ${other.text}`, origin: '' }
    const response = await new Visitor().get('/api/inbox/socket', { headers: asked })
    await expectProblem(response, 'insufficient_scope')
  })

  test('takes a ticket for the inbox, once, and none for a room', async () => {
    const ada = await signedUp('Ada')
    const roomId = await makeRoom(ada)
    const ticket = async (body: unknown) =>
      ticketSchema.parse(await (await ada.post('/api/tickets', body)).json()).ticket
    const mine = await ticket({ inbox: true })
    const query = `?ticket=${mine}`
    expect(await me(await lineTo(new Visitor(), {}, query))).toBe(ada.session.account.id)
    expect(await closeCode(ada, {}, query)).toBe(CLOSE.unauthenticated)
    const other = await ticket({ roomId })
    expect(await closeCode(ada, {}, `?ticket=${other}`)).toBe(CLOSE.unauthenticated)
    const asked = { headers: { upgrade: 'websocket', origin: ORIGIN } }
    const response = await ada.get(
      `/api/rooms/${roomId}/socket?ticket=${await ticket({ inbox: true })}`,
      asked,
    )
    response.webSocket?.accept()
    const closed = new Promise(resolve =>
      response.webSocket?.addEventListener('close', ({ code }) => resolve(code)),
    )
    expect(await closed).toBe(CLOSE.unauthenticated)
    for (const body of [{}, { inbox: false }, { inbox: true, roomId }])
      await expectProblem(await ada.post('/api/tickets', body), 'validation_failed')
  })

  test('ends with the session, and the others learn that nobody is there', async () => {
    const ada = await signedUp('Ada')
    const line = await lineTo(ada)
    await me(line)
    await ada.post('/api/auth/logout')
    expect((await line.closed).code).toBe(CLOSE.unauthenticated)
    expect(await closeCode(ada)).toBe(CLOSE.unauthenticated)
  })

  test('tells nothing any more between two of whom one has blocked the other', async () => {
    const ada = await signedUp('Ada')
    await me(await lineTo(ada))
    const { id } = ada.session.account
    const { grace, line, first } = await watchedBy(ada, id)
    expect(first).toEqual([{ id, presence: 'here' }])
    const { username } = grace.session.account
    expect((await ada.post('/api/blocks', { username })).status).toBe(204)
    expect((await line.next('live')).people).toEqual([{ id, presence: 'offline' }])
    line.say({ type: 'watch', ids: [id] })
    expect((await line.next('live')).people).toEqual([{ id, presence: 'offline' }])
  })

  test('is left by who deletes their account, of whom nothing stays behind', async () => {
    const ada = await signedUp('Ada')
    const { id } = ada.session.account
    const socket = await lineTo(ada)
    await me(socket)
    const { line } = await watchedBy(ada, id)
    expect((await ada.ask('DELETE', '/api/account', {})).ok).toBe(true)
    await eraseAccount(parts, { accountId: id, purged: false, since: Date.now() })
    expect((await socket.closed).code).toBe(CLOSE.unauthenticated)
    expect((await line.next('live')).people).toEqual([{ id, presence: 'offline' }])
    expect(await inboxStub(id).lastSeenAt()).toBeNull()
  })
})
