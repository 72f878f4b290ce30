import { and, eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PostgresServer, startPostgres } from '../../../bench/servers/postgres.ts'
import { forkPlatform, type PlatformChild } from '../../../dev/platform-child.ts'
import { newRoom, type Room, type RoomEvent } from '../../../protocol/events.ts'
import { BLOCKS_MAX, REPORTS_OPEN_MAX } from '../../../protocol/limits.ts'
import { block, blockedBy } from '../../../worker/store/blocks.ts'
import { type Database, openDatabase, run } from '../../../worker/store/client.ts'
import { count } from '../../../worker/store/command-uses.ts'
import { insertReport } from '../../../worker/store/reports.ts'
import { claimName, reserveName } from '../../../worker/store/room-names.ts'
import { recordEvents } from '../../../worker/store/room-record.ts'
import { accounts, audit, commandUses, reports, rooms } from '../../../worker/store/schema.ts'
import { MISSING } from '../../support/databases.ts'
import { platformEnv } from '../../support/servers.ts'

// What people do at the same moment to what Postgres alone decides. The embedded one takes one transaction after the
// other; where an ordinary one is installed they truly meet.

const SERVERS = ['the embedded Postgres', ...(MISSING === undefined ? ['an ordinary one'] : [])]
const AT_ONCE = Array.from({ length: 8 }, (_, n) => n)

describe.each(SERVERS)('at the same moment, in %s,', name => {
  let server: PostgresServer | undefined
  let platform: PlatformChild
  let db: Database
  let [ada, grace] = ['', '']

  beforeAll(async () => {
    server = name === SERVERS[0] ? undefined : await startPostgres()
    platform = await forkPlatform({}, platformEnv(server && { POSTGRES_URL: server.url }))
    const { databaseUrl, databaseHttpUrl } = platform
    db = openDatabase({ DATABASE_URL: databaseUrl, DATABASE_HTTP_URL: databaseHttpUrl })
    ;[ada, grace] = [await person(), await person()]
  })
  afterAll(async () => {
    await platform?.close()
    await server?.close()
  })

  async function person(): Promise<string> {
    const id = v7()
    const names = { username: id, usernameKey: id, displayName: 'Somebody' }
    await db.insert(accounts).values({ id, ...names, passwordHash: 'none' })
    return id
  }

  async function room(roomName: string = v7()): Promise<Room> {
    const [id, createdAt] = [v7(), Date.now()]
    const made = { id, name: roomName, topic: '', description: '', createdBy: ada, createdAt }
    const card = newRoom({ ...made, visibility: 'public' })
    await reserveName(db, card)
    await recordEvents(db, card, [event(1, { type: 'room.created', room: card })], 1)
    return card
  }

  function event(seq: number, more: { type: RoomEvent['type']; [field: string]: unknown }) {
    return { seq, id: v7(), at: Date.now(), by: ada, ...more } as RoomEvent
  }

  const by = { actorId: '', ip: '' }

  it('nobody blocks more people than one may', async () => {
    await db.execute(sql`
      insert into ${accounts} (id, username, username_key, display_name, password_hash)
      select gen_random_uuid(), 'crowd' || n, 'crowd' || n, 'Crowd', ''
      from generate_series(1, ${BLOCKS_MAX - 2}::int) as n`)
    await db.execute(sql`
      insert into blocks (account_id, blocked_id)
      select ${ada}, id from ${accounts} where display_name = 'Crowd'`)
    const others = await Promise.all(AT_ONCE.map(person))
    const entry = { ...by, action: 'account.blocked', actorId: ada } as const
    const outcomes = await Promise.all(others.map(other => block(db, ada, other, entry)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2)
    expect(await blockedBy(db, ada)).toHaveLength(BLOCKS_MAX)
  })

  it('nobody has more reports open than one may, nor two of one message', async () => {
    const { id: roomId } = await room()
    const at = new Date()
    const said = { roomId, authorId: grace, body: 'x', saidAt: at, reason: '', createdAt: at }
    const entry = { ...by, action: 'report.made', roomId, actorId: ada } as const
    const make = (seq: number) =>
      insertReport(db, { id: v7(), ...said, seq, reporterId: ada }, entry)
    const same = await Promise.all(AT_ONCE.map(() => make(1)))
    expect(same.filter(({ ok }) => ok)).toHaveLength(1)
    expect(same.filter(one => !one.ok && one.problem === 'already_reported')).toHaveLength(7)
    const many = Array.from({ length: REPORTS_OPEN_MAX + 4 }, (_, n) => n + 2)
    const outcomes = await Promise.all(many.map(make))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(REPORTS_OPEN_MAX - 1)
    expect(await db.$count(reports, eq(reports.roomId, roomId))).toBe(REPORTS_OPEN_MAX)
    const recorded = and(eq(audit.roomId, roomId), eq(audit.action, 'report.made'))
    expect(await db.$count(audit, recorded)).toBe(REPORTS_OPEN_MAX)
  })

  it('one room of many gets a name that all want', async () => {
    const wanted = v7()
    const made = await Promise.all(AT_ONCE.map(() => room()))
    const claims = await Promise.all(made.map(({ id }) => claimName(db, id, wanted)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await db.$count(rooms, eq(rooms.nameKey, wanted))).toBe(1)
  })

  it('a run of events that is carried several times is there once', async () => {
    const card = await room()
    const member = { id: grace, username: 'x', displayName: 'X', role: 'member', joinedAt: 1 }
    const events = [
      event(2, { type: 'member.joined', member }),
      event(3, { type: 'message.sent', cid: 'c', body: 'Hello' }),
      event(4, { type: 'message.deleted', targets: [3] }),
    ]
    await Promise.all(AT_ONCE.map(() => recordEvents(db, card, events, 2)))
    expect(await db.$count(audit, eq(audit.roomId, card.id))).toBe(3)
    const [row] = await db.select().from(rooms).where(eq(rooms.id, card.id))
    expect(row).toMatchObject({ headSeq: 4, memberCount: 2 })
  })

  it('no use of a command is lost', async () => {
    const command = v7()
    await Promise.all(AT_ONCE.map(() => count(db, command, Date.now())))
    const [row] = await db.select().from(commandUses).where(eq(commandUses.command, command))
    expect(row?.uses).toBe(AT_ONCE.length)
  })

  it('nobody empties the audit, not even of one entry', async () => {
    await expect(run(db.delete(audit))).rejects.toThrow('23000')
    await expect(run(db.update(audit).set({ ip: '' }))).rejects.toThrow('23000')
  })
})
