import { createScheduledController, runDurableObjectAlarm } from 'cloudflare:test'
import { and, eq, isNull, ne } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, test, vi } from 'vitest'
import { DELETED_NAME, deletedUsername } from '../../../protocol/erased.ts'
import { ACCESS_TOKEN_MS } from '../../../protocol/limits.ts'
import { roomAnswerSchema, type Session } from '../../../protocol/rest.ts'
import { eraseAccount } from '../../../worker/auth/delete-account.ts'
import { keep, recall } from '../../../worker/auth/hot-copy.ts'
import worker from '../../../worker/index.ts'
import { registryOf } from '../../../worker/registry/registry-door.ts'
import {
  accessTokens,
  accounts,
  audit,
  challenges,
  invitations,
  members,
  messages,
  passkeys,
  recoveryCodes,
  refreshTokens,
  sessions,
  totps,
} from '../../../worker/store/schema.ts'
import { clearDisk, fillDisk } from '../support/disk.ts'
import { Line } from '../support/line.ts'
import { bindings, db, parts } from '../support/people.ts'
import { roomStub } from '../support/rooms.ts'
import { unconfirm } from '../support/unconfirm.ts'
import {
  expectProblem,
  ORIGIN,
  PASSWORD,
  REDIS_AWAY,
  signedUp,
  username,
  Visitor,
} from '../support/visitor.ts'

type Person = Visitor & { session: Session }

const ACCOUNT = '/api/account'
const PATIENCE = { timeout: 20_000, interval: 100 }

const remove = (who: Visitor) => who.ask('DELETE', ACCOUNT, {})
const minute = () => worker.scheduled(createScheduledController(), bindings)
const idOf = (who: Person) => who.session.account.id

async function newRoom(owner: Visitor, ...guests: Visitor[]): Promise<string> {
  const answer = await owner.post('/api/rooms', { name: username('workshop') })
  const { room } = roomAnswerSchema.parse(await answer.json())
  for (const guest of guests) await guest.post(`/api/rooms/${room.id}/join`)
  return room.id
}

async function enter(who: Visitor, roomId: string) {
  const headers = { upgrade: 'websocket', origin: ORIGIN }
  const { webSocket } = await who.get(`/api/rooms/${roomId}/socket`, { headers })
  if (webSocket === null) throw new Error('no socket')
  const line = new Line(webSocket)
  line.say({ type: 'hello', v: 2 })
  return { line, welcome: await line.next('welcome') }
}

const membershipsOf = (who: Person) =>
  db
    .select()
    .from(members)
    .where(eq(members.userId, idOf(who)))

async function row(who: Person) {
  const [account] = await db
    .select()
    .from(accounts)
    .where(eq(accounts.id, idOf(who)))
  return account
}

/** Minute by minute until no room has anything left of them. */
async function untilErased(who: Person): Promise<void> {
  await vi.waitFor(async () => {
    await minute()
    expect(await membershipsOf(who)).toEqual([])
  }, PATIENCE)
}

describe('deleting an account', () => {
  test('throws out whoever is signed in to it, however many sessions have ended before', async () => {
    const ada = await signedUp('Ada')
    const at = new Date(Date.now() - 60_000)
    const ended = Array.from({ length: 250 }, () => ({
      ...{ id: crypto.randomUUID(), accountId: idOf(ada), createdAt: new Date() },
      ...{ expiresAt: new Date(Date.now() + 3_600_000), revokedAt: at },
    }))
    await db.insert(sessions).values(ended)
    // Written last, it is the one that Postgres comes to last.
    expect((await ada.post('/api/auth/refresh')).status).toBe(200)
    const thief = ada.under({})
    expect((await remove(ada)).status).toBe(204)
    await expectProblem(await thief.get('/api/rooms'), 'unauthenticated')
  })

  test('leaves nobody in it, and nothing that opens it', async () => {
    const ada = await signedUp('Ada')
    const id = idOf(ada)
    const [at, accountId] = [new Date(), id]
    const until = new Date(at.getTime() + 3_600_000)
    await ada.ask('PATCH', ACCOUNT, {
      body: { about: 'Engines', status: { text: 'Away', until: null } },
    })
    await ada.ask('PUT', `${ACCOUNT}/email`, { body: { email: `${v7()}@analytical.example` } })
    const own = { accountId, createdAt: at }
    await db.batch([
      db.insert(totps).values({ ...own, secret: 's' }),
      db.insert(recoveryCodes).values({ ...own, hash: v7() }),
      db.insert(passkeys).values({
        ...{ ...own, id: v7(), publicKey: 'k', counter: 0, name: 'A key', isBackedUp: false },
      }),
      db.insert(challenges).values({ hash: v7(), purpose: 'socket', accountId, expiresAt: until }),
      db
        .insert(accessTokens)
        .values({ ...own, id: v7(), name: 'A program', scopes: [], expiresAt: until }),
      db.insert(invitations).values({
        ...{ id: v7(), hash: v7(), createdBy: id, uses: 1, note: 'Grace' },
        ...{ createdAt: at, expiresAt: until },
      }),
    ])
    const answer = await remove(ada)
    expect(answer.status).toBe(204)
    expect([...ada.cookies.keys()]).toEqual([])
    expect(await row(ada)).toMatchObject({
      id,
      username: deletedUsername(id),
      displayName: DELETED_NAME,
      email: null,
      emailSince: null,
      passwordHash: '',
      about: '',
      status: '',
      deletedAt: expect.any(Date),
    })
    const left = [totps, recoveryCodes, passkeys, challenges, accessTokens, sessions] as const
    for (const table of left)
      expect(await db.select().from(table).where(eq(table.accountId, id))).toEqual([])
    const [invitation] = await db.select().from(invitations).where(eq(invitations.createdBy, id))
    expect(invitation).toMatchObject({ note: '', revokedAt: expect.any(Date) })
    const rows = await db.select().from(audit).where(eq(audit.actorId, id))
    expect(rows.filter(({ action }) => action === 'account.deleted')).toMatchObject([
      { ip: ada.address },
    ])
  })

  test('ends every session and socket of theirs within a second', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const roomId = await newRoom(grace, ada)
    const phone = new Visitor()
    const given = { username: ada.session.account.username, password: PASSWORD }
    await phone.post('/api/auth/login', given)
    const copy = ada.under({})
    const [a, b] = [await enter(ada, roomId), await enter(phone, roomId)]
    const g = await enter(grace, roomId)
    expect((await remove(ada)).status).toBe(204)
    expect((await a.line.closed).code).toBe(4001)
    expect((await b.line.closed).code).toBe(4001)
    for (const device of [copy, phone]) {
      await expectProblem(await device.get('/api/auth/me'), 'unauthenticated')
      await expectProblem(await device.post('/api/auth/refresh'), 'unauthenticated')
      await expectProblem(await device.post(`/api/rooms/${roomId}/join`), 'unauthenticated')
    }
    const socket = await copy.get(`/api/rooms/${roomId}/socket`, {
      headers: { upgrade: 'websocket', origin: ORIGIN },
    })
    if (socket.webSocket === null) throw new Error('no socket')
    expect((await new Line(socket.webSocket).closed).code).toBe(4001)
    await expectProblem(await new Visitor().post('/api/auth/login', given), 'bad_credentials')
    const told = await g.line.until(events => events.some(({ type }) => type === 'member.erased'))
    expect(JSON.stringify(told.slice(-2))).not.toContain(ada.session.account.username)
  })

  test('keeps their name from everybody else', async () => {
    const ada = await signedUp('Ada')
    const { username: freed } = ada.session.account
    await remove(ada)
    for (const name of [freed, freed.replace('-', '.')]) {
      const wanted = { username: name, password: 'nine grey herons at dusk' }
      await expectProblem(await new Visitor().post('/api/auth/register', wanted), 'username_taken')
    }
    for (const displayName of [DELETED_NAME, 'DELETED USER']) {
      const grace = await signedUp('Grace')
      const answer = await grace.ask('PATCH', ACCOUNT, { body: { displayName } })
      await expectProblem(answer, 'validation_failed')
    }
  })

  test('is for who has just shown who they are, on a page of ours', async () => {
    await expectProblem(await remove(new Visitor()), 'unauthenticated')
    const ada = await signedUp('Ada')
    const headers = { 'x-csrf-token': '' }
    await expectProblem(await ada.ask('DELETE', ACCOUNT, { headers }), 'csrf_failed')
    await unconfirm(ada)
    await expectProblem(await remove(ada), 'confirmation_needed')
    expect((await ada.get('/api/auth/me')).status).toBe(200)
  })

  test('is refused to the last admin, until there is another', async () => {
    const ada = await signedUp('Ada')
    const admins = await db
      .update(accounts)
      .set({ role: 'member' })
      .where(
        and(eq(accounts.role, 'admin'), isNull(accounts.deletedAt), ne(accounts.id, idOf(ada))),
      )
      .returning({ id: accounts.id })
    try {
      await db
        .update(accounts)
        .set({ role: 'admin' })
        .where(eq(accounts.id, idOf(ada)))
      await expectProblem(await remove(ada), 'sole_admin')
      expect(await row(ada)).toMatchObject({ deletedAt: null, role: 'admin' })
      const rows = await db
        .select()
        .from(audit)
        .where(eq(audit.actorId, idOf(ada)))
      expect(rows.map(({ action }) => action)).not.toContain('account.deleted')
      // The cron is not misled by what was begun.
      await minute()
      expect((await ada.get('/api/auth/me')).status).toBe(200)
    } finally {
      for (const { id } of admins)
        await db.update(accounts).set({ role: 'admin' }).where(eq(accounts.id, id))
    }
    const grace = await signedUp('Grace')
    await db
      .update(accounts)
      .set({ role: 'admin' })
      .where(eq(accounts.id, idOf(grace)))
    expect((await remove(ada)).status).toBe(204)
    await db
      .update(accounts)
      .set({ role: 'member' })
      .where(eq(accounts.id, idOf(grace)))
  })
})

describe('what they said', () => {
  const SECRET = 'the tide table is wrong'

  async function talked(policy: string) {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const roomId = await newRoom(ada, grace)
    const { line } = await enter(ada, roomId)
    line.send('a1', SECRET)
    await line.until(() => line.messages().length === 1)
    await runDurableObjectAlarm(roomStub(roomId))
    const answer = await ada.under({ DELETED_MESSAGES: policy }).ask('DELETE', ACCOUNT, {})
    expect(answer.status).toBe(204)
    const history = async () => await (await grace.get(`/api/rooms/${roomId}/messages`)).text()
    const [row] = await db.select().from(messages).where(eq(messages.roomId, roomId))
    return { ada, grace, roomId, history, before: row?.body }
  }

  test('is on no page from then on, and at last nowhere, where it is purged', async () => {
    const { ada, grace, history, roomId, before } = await talked('purge')
    expect(before).toBe(SECRET)
    expect(await history()).toContain('"body":""')
    await untilErased(ada)
    const rows = await db.select().from(messages).where(eq(messages.roomId, roomId))
    expect(rows).toMatchObject([{ body: '', userId: idOf(ada) }])
    const { welcome } = await enter(grace, roomId)
    expect(welcome.members).toContainEqual(
      expect.objectContaining({ id: idOf(grace), role: 'owner' }),
    )
    expect(JSON.stringify(welcome)).not.toMatch(/tide table|"Ada"/)
  })

  test('stays where it is kept', async () => {
    const { ada, history } = await talked('keep')
    await untilErased(ada)
    expect(await history()).toContain(SECRET)
  })
})

describe('a part that does not answer', () => {
  test('while it is a room, is asked again until it has nothing left of them', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const [well, ill] = [await newRoom(grace, ada), await newRoom(grace, ada)]
    await fillDisk(roomStub(ill))
    expect((await remove(ada)).status).toBe(204)
    await vi.waitFor(async () => {
      await minute()
      expect((await membershipsOf(ada)).map(({ roomId }) => roomId)).toEqual([ill])
    }, PATIENCE)
    expect(JSON.stringify((await enter(grace, well)).welcome)).not.toContain('"Ada"')
    expect(JSON.stringify((await enter(grace, ill)).welcome)).toContain('"Ada"')
    await clearDisk(roomStub(ill))
    await untilErased(ada)
    expect(JSON.stringify((await enter(grace, ill)).welcome)).not.toContain('"Ada"')
  })

  test('while it is Redis, hears later which sessions have ended', async () => {
    const ada = await signedUp('Ada')
    const copy = ada.under({})
    const [session] = await db
      .select()
      .from(sessions)
      .where(eq(sessions.accountId, idOf(ada)))
    const held = await recall(parts.redis, session?.id ?? '')
    if (held === undefined || held === 'revoked') throw new Error('no copy')
    const away = ada.under(REDIS_AWAY)
    expect((await remove(away)).status).toBe(204)
    expect(await recall(parts.redis, held.sessionId)).not.toBe('revoked')
    await minute()
    expect(await recall(parts.redis, held.sessionId)).toBe('revoked')
    await keep(parts.redis, held)
    await expectProblem(await copy.get('/api/auth/me'), 'unauthenticated')
    expect(
      await db
        .select()
        .from(sessions)
        .where(eq(sessions.accountId, idOf(ada))),
    ).toEqual([])
    expect(
      await db.select().from(refreshTokens).where(eq(refreshTokens.sessionId, held.sessionId)),
    ).toEqual([])
  })

  test('is waited for until no token of theirs can be about', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    await newRoom(grace, ada)
    await remove(ada)
    await untilErased(ada)
    const since = Date.now()
    const erasing = { accountId: idOf(ada), purged: false, since }
    expect(await eraseAccount(parts, erasing)).toBe(false)
    const later = { ...parts, now: () => since + ACCESS_TOKEN_MS + 1 }
    expect(await eraseAccount(later, erasing)).toBe(true)
    // Somebody who was on the way into a room has got there.
    const roomId = await newRoom(grace)
    await db.insert(members).values({
      ...{ roomId, userId: idOf(ada), role: 'member' },
      ...{ joinedAt: new Date(), lastSeenAt: new Date() },
    })
    expect(await eraseAccount(later, erasing)).toBe(false)
    expect(await eraseAccount(later, erasing)).toBe(true)
    expect(await membershipsOf(ada)).toEqual([])
  })
})

describe('the list of what is being erased', () => {
  test('gives each its turn, and keeps what was to become of the messages', async () => {
    const registry = registryOf(bindings)
    const ids = Array.from({ length: 3 }, () => v7())
    for (const id of ids) await registry.beginErasing(id, true)
    await registry.beginErasing(ids[0] ?? '', false)
    const all = await registry.visitErasings(1_000)
    const ours = all.filter(({ accountId }) => ids.includes(accountId))
    expect(ours).toHaveLength(3)
    expect(ours.every(({ purged }) => purged)).toBe(true)
    await new Promise(resolve => setTimeout(resolve, 2))
    const fresh = v7()
    await registry.beginErasing(fresh, false)
    expect((await registry.visitErasings(1))[0]?.accountId).toBe(fresh)
    for (const id of [...ids, fresh]) await registry.endErasing(id)
    const left = await registry.visitErasings(1_000)
    expect(left.filter(({ accountId }) => [...ids, fresh].includes(accountId))).toEqual([])
  })
})
