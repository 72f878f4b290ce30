import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROOM_MEMBERS_MAX } from '../../../protocol/limits.ts'
import {
  type AdminRooms,
  adminRoomsSchema,
  type Overview,
  overviewSchema,
} from '../../../protocol/rest.ts'
import { count } from '../../../worker/store/command-uses.ts'
import { commandUses, messages, reports, rooms, sessions } from '../../../worker/store/schema.ts'
import { db, parts } from '../support/people.ts'
import { anAdmin, expectProblem, signedUp, username } from '../support/visitor.ts'
import { makeRoom, sessionIdOf } from '../support/ways.ts'

const DAY_MS = 24 * 3_600_000

let admin: Awaited<ReturnType<typeof anAdmin>>
beforeAll(async () => {
  admin = await anAdmin('Katherine')
})

async function overview(): Promise<Overview> {
  const answer = await admin.get('/api/admin/overview')
  expect(answer.status).toBe(200)
  return overviewSchema.parse(await answer.json())
}

async function allRooms(query: Record<string, string>): Promise<AdminRooms> {
  const answer = await admin.get(`/api/admin/rooms?${new URLSearchParams(query)}`)
  expect(answer.status).toBe(200)
  return adminRoomsSchema.parse(await answer.json())
}

describe('the overview', () => {
  test('counts who and what there is', async () => {
    const before = await overview()
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const gone = await signedUp('Alan')
    await gone.ask('DELETE', '/api/account', {})
    const roomId = await makeRoom(ada)
    const deleted = await makeRoom(ada)
    await ada.ask('DELETE', `/api/rooms/${deleted}`, {})
    await ada.post('/api/conversations', { usernames: [grace.session.account.username] })
    await db.execute(sql`
      insert into ${messages} (id, room_id, seq, user_id, cid, body, created_at)
      select gen_random_uuid(), ${roomId}, 100 + n, ${ada.session.account.id}, 'c' || n, 'x', now()
      from generate_series(1, 7) as n`)
    const at = new Date()
    const report = { id: v7(), roomId, seq: 101, authorId: ada.session.account.id, body: 'x' }
    const reporterId = grace.session.account.id
    await db
      .insert(reports)
      .values({ ...report, saidAt: at, reporterId, reason: '', createdAt: at })
    const after = await overview()
    const grown = (of: (one: Overview) => number) => of(after) - of(before)
    expect(grown(one => one.accounts)).toBe(2)
    expect(grown(one => one.rooms)).toBe(1)
    expect(grown(one => one.conversations)).toBe(1)
    expect(grown(one => one.messages)).toBe(7)
    expect(grown(one => one.reportsOpen)).toBe(1)
    expect(grown(one => one.activeDay)).toBe(2)
  })

  test('knows who has been here within a day, and within thirty', async () => {
    const [ada, grace] = [await signedUp('Ada'), await signedUp('Grace')]
    const before = await overview()
    for (const [who, days] of [
      [ada, 2],
      [grace, 31],
    ] as const)
      await db
        .update(sessions)
        .set({ lastSeenAt: new Date(Date.now() - days * DAY_MS) })
        .where(eq(sessions.id, sessionIdOf(who)))
    const after = await overview()
    expect(after.activeDay - before.activeDay).toBe(-2)
    expect(after.activeMonth - before.activeMonth).toBe(-1)
  })

  test('weighs what Postgres holds', async () => {
    const { storage } = await overview()
    expect(storage.databaseBytes).toBeGreaterThan(1_000_000)
    const names = storage.tables.map(({ name }) => name)
    expect(names).toContain('audit')
    const bytes = storage.tables.map(table => table.bytes)
    expect(bytes).toEqual(bytes.toSorted((a, b) => b - a))
    await db.execute(sql`analyze ${sessions}`)
    const { rows } = await db.execute(sql`select count(*)::int as n from ${sessions}`)
    const weighed = (await overview()).storage.tables.find(({ name }) => name === 'sessions')
    expect(weighed?.rows).toBeGreaterThanOrEqual(Math.min(1, Number(rows[0]?.n)))
  })

  test('says which commands are used, and how often', async () => {
    const [often, seldom, once] = [username('often'), username('seldom'), username('once')]
    const now = Date.now()
    await Promise.all([1, 2, 3].map(async () => await count(db, often, now)))
    for (const days of [0, 29]) await count(db, seldom, now - days * DAY_MS)
    for (const days of [31, 32]) await count(db, once, now - days * DAY_MS)
    const { commands } = await overview()
    const own = commands.filter(({ name }) => [often, seldom, once].includes(name))
    expect(own).toEqual([
      { name: often, uses: 3 },
      { name: seldom, uses: 2 },
    ])
    const rows = await db.select().from(commandUses).where(eq(commandUses.command, often))
    expect(rows).toEqual([
      { day: new Date(now).toISOString().slice(0, 10), command: often, uses: 3 },
    ])
  })

  test('tells the bounds that hold here', async () => {
    const { limits } = await overview()
    const { AUDIT_DAYS, LOG_WINDOW_EVENTS, SENDS_PER_SECOND } = parts.env
    const chosen = { AUDIT_DAYS, LOG_WINDOW_EVENTS, SENDS_PER_SECOND }
    expect(limits).toMatchObject({ ROOM_MEMBERS_MAX, ...chosen })
    // Versions bound nothing.
    expect(Object.keys(limits).filter(name => name.startsWith('PROTOCOL'))).toEqual([])
  })

  test('is for admins', async () => {
    const ada = await signedUp('Ada')
    await expectProblem(await ada.get('/api/admin/overview'), 'forbidden')
    await expectProblem(await ada.get('/api/admin/rooms'), 'forbidden')
  })
})

describe('the list of all rooms', () => {
  test('has private, archived and deleted ones, the newest first, and no conversation', async () => {
    const topic = username('word')
    const createdBy = admin.session.account.id
    const at = (second: number) => new Date(Date.now() - second * 1_000)
    const room = (name: string, second: number) => ({
      ...{ id: v7(), name: `${name} ${topic}`, nameKey: `${name} ${topic}`, headSeq: 2, createdBy },
      ...{ visibility: 'private' as const, createdAt: at(second), memberCount: 3 },
    })
    await db
      .insert(rooms)
      .values([
        { ...room('archived', 3), archivedAt: at(0) },
        { ...room('deleted', 2), deletedAt: at(0) },
        { ...room('conversation', 1), kind: 'group' },
        { ...room('reserved', 1), headSeq: 0 },
        room('newest', 0),
      ])
    const found = await allRooms({ q: topic.toUpperCase() })
    expect(found.rooms.map(({ name, members }) => [name.split(' ')[0], members])).toEqual([
      ['newest', 3],
      ['deleted', 3],
      ['archived', 3],
    ])
    expect(found.rooms[1]?.deletedAt).toBeGreaterThan(0)
  })

  test('goes on where a page ended, though all were made at once', async () => {
    const topic = username('word')
    const createdAt = new Date()
    const createdBy = admin.session.account.id
    const ids = Array.from({ length: 55 }, () => v7())
    await db.insert(rooms).values(
      ids.map((id, n) => ({
        ...{
          id,
          name: `${topic} ${n}`,
          nameKey: `${topic} ${n}`,
          headSeq: 2,
          createdBy,
          createdAt,
        },
        visibility: 'public' as const,
      })),
    )
    const first = await allRooms({ q: topic })
    const second = await allRooms({ q: topic, after: first.after ?? '' })
    expect(second.after).toBeNull()
    const seen = [...first.rooms, ...second.rooms].map(({ id }) => id)
    expect(seen).toEqual(ids.toSorted().reverse())
    await expectProblem(await admin.get('/api/admin/rooms?after=x'), 'validation_failed')
  })
})
