import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { asc, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { Room, RoomEvent } from '../../../protocol/events.ts'
import { BODY_MAX_CHARS } from '../../../protocol/limits.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { Log } from '../../../worker/room/log.ts'
import { Threads } from '../../../worker/room/messages/threads.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { isBorn, migrate, STEPS } from '../../../worker/room/migrations.ts'
import { Quarantine } from '../../../worker/room/quarantine.ts'
import { events as eventsTable } from '../../../worker/store/schema.ts'
import { as } from '../support/as.ts'
import { db, person } from '../support/people.ts'
import { card, enter, type RoomStub, room, roomStub } from '../support/rooms.ts'

const ADD = 'ALTER TABLE members ADD COLUMN seen INTEGER NOT NULL DEFAULT 0'

describe('the schema of a room', () => {
  it('gains a step while it holds data, and keeps the data', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { line } = await enter(stub, ada)
    line.send('c1', 'old enough')
    await line.next('events')
    await runInDurableObject(stub, (_, { storage }) => {
      migrate(storage, [...STEPS, ADD])
      migrate(storage, [...STEPS, ADD])
      expect(storage.sql.exec('SELECT seen FROM members').toArray()).toEqual([{ seen: 0 }])
      expect(new Log(storage.sql).after(0, 10)).toMatchObject([{}, {}, { body: 'old enough' }])
    })
  })

  it('takes a failing step not at all', async () => {
    const ada = await person('Ada')
    await runInDurableObject(await room(ada), (_, { storage }) => {
      expect(() => migrate(storage, [...STEPS, ADD, 'CREATE TABLE members (again)'])).toThrow()
      expect(() => storage.sql.exec('SELECT seen FROM members')).toThrow(/no such column/)
      migrate(storage, [...STEPS, ADD])
      expect(storage.sql.exec('SELECT seen FROM members').toArray()).toHaveLength(1)
    })
  })

  it('is not laid by looking at a room that does not exist', async () => {
    const stub = roomStub(crypto.randomUUID())
    await as(stub, crypto.randomUUID()).look({})
    await runInDurableObject(stub, (_, { storage }) => {
      expect(isBorn(storage.sql)).toBe(false)
      expect(storage.sql.exec('SELECT name FROM sqlite_master').toArray()).toEqual([])
    })
  })
})

/** Everything in an object's SQLite: the schema and all rows. */
function contents(sql: SqlStorage): Record<string, unknown> {
  const schema = sql
    .exec<{ type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'`,
    )
    .toArray()
  const tables = schema.filter(({ type }) => type === 'table')
  const rows = tables.map(({ name }) => [name, sql.exec(`SELECT * FROM ${name}`).toArray()])
  return { schema, ...Object.fromEntries(rows) }
}

/** A row as the first two steps of the schema kept it. */
function insert(sql: SqlStorage, event: RoomEvent, text: string): void {
  const { seq, type, by } = event
  const cid = 'cid' in event ? event.cid : null
  sql.exec('INSERT INTO events VALUES (?, ?, ?, ?, ?)', seq, type, by, cid, text)
}

/** A room as the first step of the schema kept it, with its third event refused by Postgres. */
async function roomOfStep1(): Promise<{
  ada: Identity
  stub: RoomStub
  made: Room
  all: RoomEvent[]
}> {
  const ada = await person('Ada')
  const made = card(ada)
  const stub = roomStub(made.id)
  const { id, username, displayName } = ada
  const member = { id, username, displayName, role: 'owner', joinedAt: made.createdAt } as const
  const place = (seq: number) => ({ seq, id: uuidv7(), at: made.createdAt + seq, by: id })
  const all: RoomEvent[] = [
    { ...place(1), type: 'room.created', room: made },
    { ...place(2), type: 'member.joined', member },
    { ...place(3), type: 'message.sent', cid: 'c3', body: 'refused', by: uuidv7() },
    { ...place(4), type: 'message.sent', cid: 'c4', body: 'carried' },
  ]
  await runInDurableObject(stub, (_, { storage }) => {
    migrate(storage, STEPS.slice(0, 1))
    const { sql } = storage
    const said = { room: JSON.stringify(made), epoch: crypto.randomUUID(), watermark: '4' }
    for (const [key, value] of Object.entries(said))
      sql.exec('INSERT INTO meta VALUES (?, ?)', key, value)
    for (const event of all) insert(sql, event, JSON.stringify(event))
    sql.exec('INSERT INTO members VALUES (?, ?)', id, JSON.stringify(member))
    sql.exec(`INSERT INTO quarantine VALUES (3, '23503', 1000)`)
  })
  return { ada, stub, made, all }
}

describe('a room of step 1', () => {
  it('has its log and its members whole at the newest step', async () => {
    const { ada, stub, all } = await roomOfStep1()
    await runInDurableObject(stub, (_, { storage }) => {
      const before = contents(storage.sql)
      migrate(storage)
      const after = contents(storage.sql)
      expect(new Log(storage.sql).after(0, 10)).toEqual(all)
      expect(after.members).toMatchObject([
        { user_id: ada.id, ban: null, role: 'owner', sort: '1ada', username: ada.username },
      ])
      expect(after.members).toMatchObject(before.members as object[])
      expect(after.quarantine).toEqual([{ seq: 3, code: '23503', at: 1_000, audited: 0 }])
    })
  })

  it('carries everything once more', async () => {
    const { stub } = await roomOfStep1()
    await runInDurableObject(stub, (_, { storage }) => {
      const meta = () =>
        Object.fromEntries(
          storage.sql
            .exec<{ key: string; value: string }>('SELECT * FROM meta')
            .toArray()
            .map(({ key, value }) => [key, value]),
        )
      const before = meta()
      migrate(storage)
      expect(meta()).toEqual({ ...before, watermark: '0', schema: String(STEPS.length) })
    })
  })

  it('is changed by the first migration only', async () => {
    const { stub } = await roomOfStep1()
    await runInDurableObject(stub, (_, { storage }) => {
      migrate(storage)
      storage.sql.exec(`UPDATE meta SET value = '4' WHERE key = 'watermark'`)
      const before = contents(storage.sql)
      migrate(storage)
      expect(contents(storage.sql)).toEqual(before)
    })
  })

  it('is as it was when a step fails, and when a later one does', async () => {
    const { stub } = await roomOfStep1()
    await runInDurableObject(stub, (_, { storage }) => {
      const before = contents(storage.sql)
      const bad = 'UPDATE members SET user_id = 0; INSERT INTO nowhere VALUES (1)'
      for (const steps of [
        [...STEPS.slice(0, 1), bad],
        [...STEPS, bad],
      ]) {
        expect(() => migrate(storage, steps)).toThrow(/no such table/)
        expect(contents(storage.sql)).toEqual(before)
      }
    })
  })

  it('wakes as a room like any other, and Postgres gets its events', async () => {
    const { ada, stub, made, all } = await roomOfStep1()
    await evictDurableObject(stub)
    const { line, welcome } = await enter(stub, ada)
    expect(welcome).toMatchObject({ room: made, head: 4, events: all })
    line.send('c4', 'carried')
    expect((await line.next('ack')).event).toEqual(all[3])
    await runDurableObjectAlarm(stub)
    const inRoom = eq(eventsTable.roomId, made.id)
    const rows = await db.select().from(eventsTable).where(inRoom).orderBy(asc(eventsTable.seq))
    expect(rows.map(row => row.event)).toEqual(all.filter(event => event.seq !== 3))
    await runInDurableObject(stub, (_, { storage }) => {
      const kept = storage.sql.exec('SELECT seq, code, at FROM quarantine').toArray()
      expect(kept).toEqual([{ seq: 3, code: '23503', at: 1_000 }])
    })
  })
})

// What a room of step 2 holds in full begins here.
const BASE = 130
const REFUSED = [7, 9, 61, 131]

/**
 * A room as the second step kept it: it has let go of all texts below its base, except of what
 * Postgres refused.
 */
async function roomOfStep2(): Promise<{ stub: RoomStub; ada: string; all: RoomEvent[] }> {
  const stub = roomStub(crypto.randomUUID())
  const ada = uuidv7()
  const member = {
    id: ada,
    username: 'ada',
    displayName: 'Ada',
    role: 'owner',
    joinedAt: 1,
  } as const
  const all = Array.from({ length: 333 }, (_, index): RoomEvent => {
    const place = { seq: index + 1, id: uuidv7(), at: 1_000 + index, by: ada }
    return index % 10 === 0
      ? { ...place, type: 'member.changed', member }
      : { ...place, type: 'message.sent', cid: `c${index + 1}`, body: 'a “quoted” \\ \n 🎈 \ud800' }
  })
  await runInDurableObject(stub, (_, { storage }) => {
    migrate(storage, STEPS.slice(0, 2))
    const { sql } = storage
    for (const event of all) {
      const isHeld = event.seq >= BASE || REFUSED.includes(event.seq)
      insert(sql, event, isHeld ? JSON.stringify(event) : '')
    }
    sql.exec(`INSERT INTO meta VALUES ('base', ?), ('watermark', '333')`, String(BASE))
    for (const seq of REFUSED)
      sql.exec(`INSERT INTO quarantine (seq, code, at) VALUES (?, '23503', 1)`, seq)
  })
  return { stub, ada, all }
}

describe('a room of step 2', () => {
  it('has the same events in batches: what it holds, and what Postgres refused', async () => {
    const { stub, all } = await roomOfStep2()
    await runInDurableObject(stub, (_, { storage }) => {
      migrate(storage)
      const { sql } = storage
      const rows = sql.exec<{ first: number; last: number; events: string }>(
        'SELECT * FROM batches',
      )
      for (const { first, last, events } of rows.toArray())
        expect(JSON.parse(events)).toEqual(all.slice(first - 1, last))
      const log = new Log(sql)
      expect(log.head).toBe(333)
      expect(log.after(BASE - 1, 1_000)).toEqual(all.slice(BASE - 1))
      expect(log.after(250, 10)).toEqual(all.slice(250, 260))
      const refused = all.filter(({ seq }) => REFUSED.includes(seq))
      expect(new Quarantine(sql).after(0, 10)).toEqual(refused)
      expect(new Meta(sql)).toMatchObject({ base: BASE, watermark: 333 })
    })
  })

  it('keeps its batches well below what one value holds', async () => {
    const { stub, ada } = await roomOfStep2()
    await runInDurableObject(stub, (_, { storage }) => {
      const body = '\u0001'.repeat(BODY_MAX_CHARS)
      const place = { id: uuidv7(), at: 2_000, by: ada }
      for (let seq = 334; seq < 600; seq++) {
        const event: RoomEvent = { ...place, seq, type: 'message.sent', cid: `c${seq}`, body }
        insert(storage.sql, event, JSON.stringify(event))
      }
      migrate(storage)
      expect(new Log(storage.sql).after(333, 1_000)).toHaveLength(266)
      const longest = 'SELECT max(octet_length(events)) AS bytes FROM batches'
      expect(storage.sql.exec(longest).one().bytes).toBeLessThan(2_000_000)
    })
  })

  it('knows every cid, whether it holds the event or not', async () => {
    const { stub, ada, all } = await roomOfStep2()
    await runInDurableObject(stub, (_, { storage }) => {
      migrate(storage)
      const log = new Log(storage.sql)
      expect(log.recorded(ada, 'c5')).toBe(5)
      expect(log.recorded(ada, 'c8')).toBe(8)
      expect(log.recorded(ada, 'c9')).toEqual(all[8])
      expect(log.recorded(ada, `c${BASE}`)).toEqual(all[BASE - 1])
      expect(log.recorded(ada, 'c333')).toEqual(all[332])
      expect(log.recorded(ada, 'another')).toBeUndefined()
      const cids = storage.sql.exec('SELECT count(*) AS n FROM cids').one()
      expect(cids).toEqual({ n: all.filter(event => 'cid' in event).length })
    })
  })

  it('has nothing left of the old log, and is changed once only', async () => {
    const { stub } = await roomOfStep2()
    await runInDurableObject(stub, (_, { storage }) => {
      const before = contents(storage.sql)
      const bad = 'INSERT INTO nowhere VALUES (1)'
      expect(() => migrate(storage, [...STEPS, bad])).toThrow(/no such table/)
      expect(contents(storage.sql)).toEqual(before)
      migrate(storage)
      const after = contents(storage.sql)
      expect(after).not.toHaveProperty('events')
      expect(JSON.stringify(after.schema)).not.toContain('events_user_cid')
      migrate(storage)
      expect(contents(storage.sql)).toEqual(after)
    })
  })
})

describe('a room of step 8', () => {
  it('counts the answers of its threads that stand', async () => {
    const [ada, grace, linus] = ['ada', 'grace', 'linus']
    const stub = roomStub(crypto.randomUUID())
    await runInDurableObject(stub, (_, { storage }) => {
      const { sql } = storage
      migrate(storage, STEPS.slice(0, 8))
      for (const [root, last, people] of [
        [3, 8, [linus, ada, grace]],
        [4, 9, [ada]],
        [5, 10, [grace]],
      ] as const)
        sql.exec(
          'INSERT INTO threads VALUES (?, ?, ?, ?, ?)',
          root,
          people.length,
          last,
          last * 100,
          JSON.stringify(people),
        )
      for (const reply of [
        [3, 6, grace],
        [3, 7, ada],
        [3, 8, linus],
        [4, 9, ada],
        [5, 10, grace],
      ] as const)
        sql.exec('INSERT INTO replies VALUES (?, ?, ?)', ...reply)
      for (const seq of [8, 10]) sql.exec('INSERT INTO deletions VALUES (?, ?, 1, 0)', seq, ada)
      sql.exec(`INSERT INTO erasures VALUES (?, 1, 9, 'done', 0)`, grace)
      migrate(storage)
      const threads = new Threads(sql)
      expect(threads.of([3, 4, 5])).toEqual(
        new Map([
          // When it was given nobody knows any more.
          [3, { replies: 1, lastSeq: 7, lastAt: 800, by: [ada] }],
          [4, { replies: 1, lastSeq: 9, lastAt: 900, by: [ada] }],
        ]),
      )
      threads.restored([8])
      expect(threads.of([3]).get(3)).toEqual({
        replies: 2,
        lastSeq: 8,
        lastAt: 800,
        by: [linus, ada],
      })
    })
  })
})
