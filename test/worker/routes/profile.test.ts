import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { ABOUT_MAX_CHARS, STATUS_MAX_CHARS } from '../../../protocol/limits.ts'
import {
  type Account,
  accountSchema,
  type ChangeProfile,
  roomAnswerSchema,
  sessionSchema,
} from '../../../protocol/rest.ts'
import { recall, renew } from '../../../worker/auth/hot-copy.ts'
import { accounts, audit, sessions } from '../../../worker/store/schema.ts'
import { clearDisk, fillDisk } from '../support/disk.ts'
import { Line } from '../support/line.ts'
import { db, parts } from '../support/people.ts'
import { roomStub } from '../support/rooms.ts'
import {
  expectProblem,
  ORIGIN,
  REDIS_AWAY,
  signedUp,
  username,
  Visitor,
} from '../support/visitor.ts'

const ACCOUNT = '/api/account'
const HOUR_MS = 3_600_000

async function look(who: Visitor): Promise<Account> {
  return accountSchema.parse(await (await who.get(ACCOUNT)).json())
}

async function change(who: Visitor, body: ChangeProfile): Promise<Account> {
  const answer = await who.ask('PATCH', ACCOUNT, { body })
  expect(answer.status).toBe(200)
  return accountSchema.parse(await answer.json())
}

/** A room of theirs. */
async function newRoom(owner: Visitor): Promise<string> {
  const answer = await owner.post('/api/rooms', { name: username('workshop') })
  return roomAnswerSchema.parse(await answer.json()).room.id
}

async function enter(who: Visitor, roomId: string) {
  const headers = { upgrade: 'websocket', origin: ORIGIN }
  const { webSocket } = await who.get(`/api/rooms/${roomId}/socket`, { headers })
  if (webSocket === null) throw new Error('no socket')
  const line = new Line(webSocket)
  line.say({ type: 'hello', v: 2 })
  return { line, welcome: await line.next('welcome') }
}

const isRenamed = ({ type }: { type: string }) => type === 'member.changed'

describe('a profile', () => {
  test('is what somebody says of themselves', async () => {
    const ada = await signedUp('Ada')
    expect(await look(ada)).toEqual(ada.session.account)
    const until = Date.now() + HOUR_MS
    const said = { about: 'Engines.\n\nAnd poetry.', status: { text: 'At sea', until } }
    const changed = await change(ada, said)
    expect(changed).toEqual({ ...ada.session.account, ...said })
    expect(await look(ada)).toEqual(changed)
  })

  test('keeps what is not named, and does without what is null', async () => {
    const ada = await signedUp('Ada')
    await change(ada, { about: 'Engines', status: { text: 'Away', until: null } })
    expect(await change(ada, {})).toMatchObject({ about: 'Engines', status: { text: 'Away' } })
    expect(await change(ada, { status: null })).toMatchObject({ about: 'Engines', status: null })
    expect(await change(ada, { about: '' })).toMatchObject({ about: '', status: null })
  })

  test('has no status any more once it is over', async () => {
    const ada = await signedUp('Ada')
    await change(ada, { status: { text: 'Back soon', until: Date.now() + HOUR_MS } })
    const { id } = ada.session.account
    await db
      .update(accounts)
      .set({ statusUntil: new Date(Date.now() - 1) })
      .where(eq(accounts.id, id))
    expect((await look(ada)).status).toBeNull()
    const me = sessionSchema.parse(await (await ada.get('/api/auth/me')).json())
    expect(me.account.status).toBeNull()
  })

  test.each([
    ['a status that is over', { status: { text: 'Away', until: 1 } }, 'status.until'],
    ['a status for ever and a day', { status: { text: 'Away', until: 9e15 } }, 'status.until'],
    ['an empty status', { status: { text: ' ', until: null } }, 'status.text'],
    ['a long status', { status: { text: 'a'.repeat(STATUS_MAX_CHARS + 1) } }, 'status.text'],
    ['a long story', { about: 'a'.repeat(ABOUT_MAX_CHARS + 1) }, 'about'],
    ['a name that hides', { displayName: 'Ada\u202e' }, 'displayName'],
    ['a name of the deployment', { displayName: 'Admin' }, 'displayName'],
    ['another username', { username: 'grace' }, 'username'],
    ['another role', { role: 'admin' }, 'role'],
  ])('is refused with %s', async (_, body, field) => {
    const ada = await signedUp('Ada')
    const answer = await ada.ask('PATCH', ACCOUNT, { body })
    const problem = await expectProblem(answer, 'validation_failed')
    expect(problem.errors?.map(error => error.field)).toContain(field)
    expect(await look(ada)).toEqual(ada.session.account)
  })

  test('is for who is signed in, and for pages of ours to change', async () => {
    await expectProblem(await new Visitor().get(ACCOUNT), 'unauthenticated')
    const ada = await signedUp('Ada')
    const headers = { 'x-csrf-token': '' }
    const answer = await ada.ask('PATCH', ACCOUNT, { body: { about: 'x' }, headers })
    await expectProblem(answer, 'csrf_failed')
  })

  test('is recorded when it changes, by what changed', async () => {
    const ada = await signedUp('Ada')
    await change(ada, {})
    await change(ada, { about: 'Engines', displayName: 'Countess' })
    const rows = await db.select().from(audit).where(eq(audit.actorId, ada.session.account.id))
    const changes = rows.filter(({ action }) => action === 'account.profile_changed')
    expect(changes).toMatchObject([{ detail: { changed: 'displayName about' }, ip: ada.address }])
  })
})

describe('a new name', () => {
  test('reaches the rooms, and the copies of the session', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const roomId = await newRoom(ada)
    await grace.post(`/api/rooms/${roomId}/join`)
    const { line } = await enter(grace, roomId)
    await change(ada, { displayName: 'Countess' })
    const seen = await line.until(events => events.some(isRenamed))
    const { id } = ada.session.account
    expect(seen.at(-1)).toMatchObject({
      by: id,
      member: { id, displayName: 'Countess', role: 'owner' },
    })
    const [session] = await db.select().from(sessions).where(eq(sessions.accountId, id))
    const held = await recall(parts.redis, session?.id ?? '')
    expect(held === undefined || held === 'revoked' || held.displayName).not.toBe('Ada')
    // Whoever comes later knows them by it, and the own sockets bring nothing back.
    await enter(ada, roomId)
    const { welcome } = await enter(grace, roomId)
    expect(welcome.members?.map(member => member.displayName)).toContain('Countess')
    expect(welcome.events.filter(isRenamed)).toHaveLength(1)
  })

  test('comes with its bearer to a room that could not take it', async () => {
    const ada = await signedUp('Ada')
    const roomId = await newRoom(ada)
    await fillDisk(roomStub(roomId))
    expect((await change(ada, { displayName: 'Countess' })).displayName).toBe('Countess')
    await clearDisk(roomStub(roomId))
    const { welcome } = await enter(ada, roomId)
    expect(welcome.members).toMatchObject([{ displayName: 'Countess' }])
    expect(welcome.events.filter(isRenamed)).toHaveLength(1)
  })

  test('is not undone by a copy of the older one', async () => {
    const ada = await signedUp('Ada')
    const roomId = await newRoom(ada)
    const [session] = await db
      .select()
      .from(sessions)
      .where(eq(sessions.accountId, ada.session.account.id))
    const old = await recall(parts.redis, session?.id ?? '')
    if (old === undefined || old === 'revoked') throw new Error('no copy')
    await change(ada, { displayName: 'Countess' })
    // A reader that was slow fills the copy from what it had read before.
    await renew(parts.redis, old)
    const { welcome } = await enter(ada, roomId)
    expect(welcome.members).toMatchObject([{ displayName: 'Countess' }])
    expect(welcome.events.filter(isRenamed)).toHaveLength(1)
  })

  test('is taken while Redis is away', async () => {
    const ada = await signedUp('Ada')
    const answer = await ada
      .under(REDIS_AWAY)
      .ask('PATCH', ACCOUNT, { body: { displayName: 'Countess' } })
    expect(answer.status).toBe(200)
    expect((await look(ada)).displayName).toBe('Countess')
  })
})
