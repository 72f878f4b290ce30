import { and, eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import {
  type AccountExport,
  accountExportSchema,
  roomAnswerSchema,
} from '../../../protocol/rest.ts'
import { exportAccount } from '../../../worker/auth/export-account.ts'
import type { Parts } from '../../../worker/parts.ts'
import { findById } from '../../../worker/store/accounts.ts'
import {
  accessTokens,
  accounts,
  audit,
  invitations,
  messages,
  passkeys,
  reports,
} from '../../../worker/store/schema.ts'
import { db, parts } from '../support/people.ts'
import { unconfirm } from '../support/unconfirm.ts'
import { expectProblem, signedUp, username, Visitor } from '../support/visitor.ts'

const EXPORT = '/api/account/export'
const DAY_MS = 24 * 3_600_000

async function exported(who: Visitor): Promise<AccountExport> {
  const answer = await who.get(EXPORT)
  expect(answer.status).toBe(200)
  return accountExportSchema.strict().parse(await answer.json())
}

async function newRoom(owner: Visitor): Promise<string> {
  const answer = await owner.post('/api/rooms', { name: username('workshop') })
  return roomAnswerSchema.parse(await answer.json()).room.id
}

/** As if they had said it, without the way through the room. */
async function say(userId: string, roomId: string, first: number, count: number): Promise<void> {
  await db.execute(sql`
    insert into ${messages} (id, room_id, seq, user_id, cid, body, created_at)
    select gen_random_uuid(), ${roomId}, seq, ${userId}, 'c' || seq, 'No. ' || seq || E' “\\n” 🎈', now()
    from generate_series(${first}::int, ${first + count - 1}::int) as seq`)
}

const visit = { ip: '2001:db8::1', userAgent: '', place: '' }

describe('the export', () => {
  test('is a file with everything that is kept of somebody', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const { account } = ada.session
    const [own, left] = [await newRoom(ada), await newRoom(grace)]
    await ada.post(`/api/rooms/${left}/join`)
    await ada.post(`/api/rooms/${left}/leave`)
    await say(account.id, own, 100, 3)
    await db
      .update(messages)
      .set({ deletedAt: new Date() })
      .where(and(eq(messages.roomId, own), eq(messages.seq, 101)))
    await say(grace.session.account.id, own, 200, 1)
    const at = new Date()
    const until = new Date(at.getTime() + DAY_MS)
    const row = { accountId: account.id, createdAt: at, name: 'A key' }
    await db.batch([
      db.insert(passkeys).values({
        ...row,
        id: v7(),
        publicKey: 'of-nobodys-concern',
        counter: 1,
        isBackedUp: true,
      }),
      db
        .insert(accessTokens)
        .values({ ...row, id: v7(), scopes: ['rooms:read'], expiresAt: until, name: 'A program' }),
      db.insert(invitations).values({
        ...{ id: v7(), hash: v7(), createdBy: account.id, note: 'For Grace', uses: 1 },
        ...{ createdAt: at, expiresAt: until },
      }),
    ])
    await ada.ask('PATCH', `/api/rooms/${own}/preferences`, { body: { favourite: true } })
    await ada.post('/api/blocks', { username: grace.session.account.username })
    const graceId = grace.session.account.id
    const said = { roomId: own, seq: 200, authorId: graceId, body: 'Not mine to have', saidAt: at }
    const why = { reporterId: account.id, reason: 'Rude', createdAt: at }
    await db.insert(reports).values({ id: v7(), ...said, ...why })
    const answer = await ada.get(EXPORT)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    const date = new Date().toISOString().slice(0, 10)
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="alcove-${account.username}-${date}.json"`,
    )
    const text = await answer.text()
    const document = accountExportSchema.strict().parse(JSON.parse(text))
    expect(document).toMatchObject({
      account: { ...account, passwordChangedAt: null, lastSeenAt: null },
      devices: [{ ip: ada.address, userAgent: 'test', endedAt: null }],
      invitations: [{ note: 'For Grace', uses: 1, used: 0, revokedAt: null }],
      passkeys: [{ name: 'A key', isBackedUp: true, lastUsedAt: null }],
      tokens: [{ name: 'A program', scopes: ['rooms:read'], expiresAt: until.getTime() }],
      rooms: [
        { id: own, role: 'owner', leftAt: null },
        { id: left, role: null, leftAt: expect.any(Number) },
      ],
      preferences: [{ room: own, favourite: true, muted: false, hiddenAt: null }],
      blocks: [{ user: graceId, since: expect.any(Number) }],
      reports: [{ room: own, seq: 200, reason: 'Rude', state: 'open', at: at.getTime() }],
    })
    expect(document.messages.map(({ room, seq, body }) => [room, seq, body])).toEqual(
      // One of them was removed.
      [100, 101, 102].map(seq => [own, seq, seq === 101 ? '' : `No. ${seq} “\n” 🎈`]),
    )
    expect(document.activity.map(({ action }) => action).sort()).toEqual([
      ...['account.blocked', 'account.exported', 'account.register'],
      // What was done in rooms is theirs to know, too.
      ...['member.joined', 'member.joined', 'member.left', 'room.created'],
    ])
    // Nothing that opens anything, and nothing of anybody else.
    const [stored] = await db.select().from(accounts).where(eq(accounts.id, account.id))
    const others = ['of-nobodys-concern', 'No. 200', 'Not mine to have']
    for (const secret of [stored?.passwordHash ?? '', ...others]) expect(text).not.toContain(secret)
  })

  test('is whole however much there is to say, and in order', async () => {
    const ada = await signedUp('Ada')
    const { id } = ada.session.account
    const rooms = [await newRoom(ada), await newRoom(ada)].sort()
    await say(id, rooms[0] ?? '', 10, 777)
    await say(id, rooms[1] ?? '', 10, 1_001)
    await db.execute(sql`
      insert into ${audit} (actor_id, action, created_at)
      select ${id}, 'session.login', now() from generate_series(1, 600)`)
    await db.execute(sql`
      insert into ${audit} (target_id, action, created_at)
      select ${id}, 'session.login_failed', now() from generate_series(1, 510)`)
    const document = await exported(ada)
    const places = document.messages.map(({ room, seq }) => `${room} ${seq}`)
    expect(places).toEqual([
      ...Array.from({ length: 777 }, (_, index) => `${rooms[0]} ${10 + index}`),
      ...Array.from({ length: 1_001 }, (_, index) => `${rooms[1]} ${10 + index}`),
    ])
    const counted = Object.groupBy(document.activity, ({ action }) => action)
    expect(counted['session.login']).toHaveLength(600)
    expect(counted['session.login_failed']).toHaveLength(510)
  })

  test('reads no further than it is read itself', async () => {
    const ada = await signedUp('Ada')
    const account = await findById(db, ada.session.account.id)
    if (account === undefined) throw new Error('no account')
    await say(account.id, await newRoom(ada), 10, 1_600)
    let pages = 0
    const select: Parts['db']['select'] = (...given: []) => {
      pages += 1
      return db.select(...given)
    }
    const counting = new Proxy(db, {
      get: (target, name) => (name === 'select' ? select : Reflect.get(target, name)),
    })
    const pieces = await exportAccount({ ...parts, db: counting }, account, visit)
    const before = pages
    const longest: number[] = []
    for (let n = 0; n < 6; n++) longest.push((await pieces.next()).value.length)
    // The head, then a list's beginning, a page of it, its end, and another list's beginning and page.
    expect(pages - before).toBeLessThanOrEqual(4)
    await pieces.return(undefined)
    expect(Math.max(...longest)).toBeLessThan(500 * 200)
  })

  test('is recorded', async () => {
    const ada = await signedUp('Ada')
    await exported(ada)
    const rows = await db.select().from(audit).where(eq(audit.actorId, ada.session.account.id))
    expect(rows.filter(({ action }) => action === 'account.exported')).toMatchObject([
      { ip: ada.address },
    ])
  })

  test('does not say where an admin was who did something to the account', async () => {
    const ada = await signedUp('Ada')
    const { id: targetId } = ada.session.account
    const done = { targetId, ip: '2001:db8::9' }
    await db.insert(audit).values([
      { ...done, action: 'account.role_changed', actorId: v7() },
      { ...done, action: 'session.login_failed', actorId: null },
    ])
    const { activity } = await exported(ada)
    expect(activity).toContainEqual(
      expect.objectContaining({ action: 'account.role_changed', ip: '' }),
    )
    expect(activity).toContainEqual(
      expect.objectContaining({ action: 'session.login_failed', ip: '2001:db8::9' }),
    )
  })

  test('is for who has just shown who they are', async () => {
    await expectProblem(await new Visitor().get(EXPORT), 'unauthenticated')
    const ada = await signedUp('Ada')
    await unconfirm(ada)
    await expectProblem(await ada.get(EXPORT), 'confirmation_needed')
  })
})
