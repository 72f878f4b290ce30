import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test'
import { and, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it, vi } from 'vitest'
import type { Mark } from '../../../protocol/frames.ts'
import { READERS_PAGE, RECEIPTS_MEMBERS } from '../../../protocol/limits.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { Marks } from '../../../worker/room/marks.ts'
import { MARKS_EVERY_MS, MarksOutbox } from '../../../worker/room/marks-outbox.ts'
import { Members } from '../../../worker/room/members.ts'
import { receipts } from '../../../worker/store/schema.ts'
import { as } from '../support/as.ts'
import { fill } from '../support/fill.ts'
import type { Line } from '../support/line.ts'
import { db, person } from '../support/people.ts'
import { dial, type RoomStub, room, roomStub } from '../support/rooms.ts'

async function welcomed(stub: RoomStub, who: Identity) {
  const line = await dial(stub, who)
  line.say({ type: 'hello', v: 3 })
  return { line, welcome: await line.next('welcome') }
}

async function workshop() {
  const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
  const stub = await room(ada, grace)
  const a = await welcomed(stub, ada)
  for (const cid of ['c1', 'c2', 'c3']) a.line.send(cid)
  await a.line.until(() => a.line.messages().length === 3)
  const g = await welcomed(stub, grace)
  return { ada, grace, stub, a, g, head: g.welcome.head }
}

/** The next receipts that somebody is told. */
async function told(line: Line): Promise<Mark[]> {
  while (true) {
    const frame = await line.next('live')
    if (frame.receipts !== undefined) return frame.receipts
  }
}

/** Waits for what is told together to have been told. */
const settled = () => new Promise(resolve => setTimeout(resolve, 1_500))

async function markIn(stub: RoomStub, who: Identity): Promise<Mark | undefined> {
  const { line, welcome } = await welcomed(stub, who)
  line.close()
  return welcome.mark
}

describe('how far somebody has read', () => {
  it('is told to the others, and by the welcome, one’s own apart', async () => {
    const { ada, grace, stub, a, g, head } = await workshop()
    expect(g.welcome.mark).toEqual({ id: grace.id, read: 0, delivered: 0 })
    expect(g.welcome.receipts).toEqual([])
    g.line.say({ type: 'delivered', seq: head })
    g.line.say({ type: 'read', seq: head - 1 })
    expect(await told(a.line)).toEqual([{ id: grace.id, read: head - 1, delivered: head }])
    const { welcome } = await welcomed(stub, ada)
    expect(welcome.mark).toMatchObject({ id: ada.id, read: 0 })
    expect(welcome.receipts).toEqual([{ id: grace.id, read: head - 1, delivered: head }])
  })

  it('has arrived, and never falls', async () => {
    const { grace, stub, g, head } = await workshop()
    g.line.say({ type: 'read', seq: head })
    g.line.say({ type: 'read', seq: 1 })
    g.line.say({ type: 'delivered', seq: 2 })
    await settled()
    const mark = { id: grace.id, read: head, delivered: head }
    expect(await markIn(stub, grace)).toEqual(mark)
  })

  it('is never ahead of the room: whoever says so is refused', async () => {
    const { grace, stub, g, head } = await workshop()
    for (const type of ['read', 'delivered']) {
      g.line.say({ type, seq: head + 1 })
      expect(await g.line.next('error')).toMatchObject({ code: 'bad_frame', field: 'seq' })
      g.line.say({ type, seq: Number.MAX_VALUE })
      expect(await g.line.next('error')).toMatchObject({ code: 'bad_frame', field: 'seq' })
    }
    expect(await markIn(stub, grace)).toMatchObject({ read: 0, delivered: 0 })
  })

  it('is not how far they have read a thread', async () => {
    const { grace, stub, g, head } = await workshop()
    g.line.say({ type: 'read', seq: head, thread: 3 })
    await settled()
    expect(await markIn(stub, grace)).toMatchObject({ read: 0 })
  })

  it('outlives a sleep, and a crash once it was told', async () => {
    const { ada, grace, stub, a, g, head } = await workshop()
    g.line.say({ type: 'read', seq: head })
    await told(a.line)
    await evictDurableObject(stub)
    expect(await markIn(stub, grace)).toMatchObject({ read: head })
    await abortAllDurableObjects()
    const again = roomStub(g.welcome.room.id)
    expect(await markIn(again, grace)).toMatchObject({ read: head })
    expect((await welcomed(again, ada)).welcome.receipts).toMatchObject([{ id: grace.id }])
  })

  it('is kept of who has left, and told to nobody', async () => {
    const { ada, grace, stub, g, head } = await workshop()
    g.line.say({ type: 'read', seq: head })
    await settled()
    await as(stub, grace).leave({})
    expect((await welcomed(stub, ada)).welcome.receipts).toEqual([])
    expect(await as(stub, ada).readers({ seq: 1 })).toMatchObject({ value: { readers: [] } })
    await as(stub, grace).join({})
    expect(await markIn(stub, grace)).toMatchObject({ read: head })
  })

  it('goes with an account that is deleted', async () => {
    const { ada, grace, stub, g, head } = await workshop()
    g.line.say({ type: 'read', seq: head })
    await settled()
    await stub.erase(grace.id, false)
    await runInDurableObject(stub, (_, { storage }) => {
      const rows = storage.sql.exec('SELECT user_id FROM marks').toArray()
      expect(rows.map(row => row.user_id)).not.toContain(grace.id)
    })
    const page = await as(stub, ada).members({ q: '', limit: 1, ids: [grace.id] })
    expect(page.ok && page.value.members[0]?.lastSeenAt).toBeUndefined()
  })
})

describe('somebody who lets nobody see what they have read', () => {
  it('is told to nobody, and knows it on all of their own devices', async () => {
    const { ada, grace, stub, a, head } = await workshop()
    const discreet = { ...grace, readReceipts: false }
    const phone = await welcomed(stub, discreet)
    phone.line.say({ type: 'read', seq: head })
    a.line.say({ type: 'read', seq: 1 })
    expect(await told(a.line)).toMatchObject([{ id: ada.id }])
    await settled()
    expect((await welcomed(stub, ada)).welcome.receipts).toEqual([])
    expect(await as(stub, ada).readers({ seq: 1 })).toMatchObject({
      value: { readers: [{ id: ada.id }] },
    })
    expect(await markIn(stub, discreet)).toMatchObject({ read: head })
    expect(JSON.stringify(a.line.frames)).not.toContain(`"id":"${grace.id}","read"`)
  })

  it('is heard of with their next connection, whichever they bring', async () => {
    const { ada, grace, stub, g, head } = await workshop()
    g.line.say({ type: 'read', seq: head })
    await settled()
    const seen = async () => (await welcomed(stub, ada)).welcome.receipts
    expect(await seen()).toHaveLength(1)
    await markIn(stub, { ...grace, readReceipts: false })
    expect(await seen()).toEqual([])
    // Who does not say leaves it as it was.
    await markIn(stub, grace)
    await evictDurableObject(stub)
    expect(await seen()).toEqual([])
    await markIn(stub, { ...grace, readReceipts: true })
    expect(await seen()).toHaveLength(1)
  })
})

describe('a room of many', () => {
  /** Marks over a room's own storage, with as many members as the test says. */
  function withMarks(
    stub: RoomStub,
    people: number,
    act: (parts: { marks: Marks; ids: string[]; statements: () => number }) => void,
  ): Promise<void> {
    return runInDurableObject(stub, (_, { storage }) => {
      const { sql } = storage
      const members = new Members(sql)
      const ids = Array.from({ length: people }, () => v7())
      storage.transactionSync(() => {
        for (const id of ids)
          members.put({ id, username: id, displayName: id, role: 'member', joinedAt: 0 })
      })
      const exec = vi.spyOn(sql, 'exec')
      const marks = new Marks({
        sql,
        memberCount: () => members.count,
        changed: () => {},
        saved: () => {},
        warn: () => {},
      })
      const writes = () => exec.mock.calls.filter(([query]) => query.startsWith('INSERT')).length
      act({ marks, ids, statements: writes })
      exec.mockRestore()
    })
  }

  it('writes the marks of a thousand readers in one statement, and tells nobody', async () => {
    const ada = await person('Ada')
    await withMarks(await room(ada), 1_000, ({ marks, ids, statements }) => {
      for (const [n, id] of ids.entries()) for (const seq of [1, n, 5_000]) marks.read(id, seq)
      expect(statements()).toBe(0)
      expect(marks.news()).toEqual({})
      expect(statements()).toBe(1)
      expect(marks.news()).toBeUndefined()
      expect(marks.others(ada.id)).toEqual([])
      expect(statements()).toBe(1)
    })
  })

  it('is told and written once, however often somebody says how far they are', async () => {
    const ada = await person('Ada')
    await withMarks(await room(ada), 1, ({ marks, ids, statements }) => {
      const [id = ''] = ids
      marks.read(id, 3)
      expect(marks.news()?.receipts).toHaveLength(1)
      for (const seq of [3, 1]) marks.read(id, seq)
      marks.delivered(id, 2)
      expect(marks.news()).toBeUndefined()
      expect(statements()).toBe(1)
      marks.delivered(id, 5)
      expect(marks.of(id)).toEqual({ id, read: 3, delivered: 5 })
    })
  })

  it('tells the marks of a small one, and none from one member more on', async () => {
    const ada = await person('Ada')
    await withMarks(await room(ada), RECEIPTS_MEMBERS - 1, ({ marks, ids }) => {
      for (const id of ids) marks.read(id, 7)
      expect(marks.news()?.receipts).toHaveLength(RECEIPTS_MEMBERS - 1)
      expect(marks.others(ada.id)).toHaveLength(RECEIPTS_MEMBERS - 1)
      expect(marks.others(ids[0] ?? '')).toHaveLength(RECEIPTS_MEMBERS - 2)
    })
    await withMarks(await room(ada), RECEIPTS_MEMBERS, ({ marks, ids }) => {
      for (const id of ids) marks.delivered(id, 7)
      expect(marks.news()).toBeUndefined()
      marks.read(ids[0] ?? '', 7)
      expect(marks.news()).toEqual({})
      expect(marks.others(ada.id)).toEqual([])
    })
  })

  it('names readers page by page, when asked', async () => {
    const ada = await person('Ada')
    await withMarks(await room(ada), 2 * READERS_PAGE + 10, ({ marks, ids }) => {
      for (const [n, id] of ids.entries()) marks.read(id, n < 5 ? 3 : 9)
      marks.keep(ids[20] ?? '', true)
      const first = marks.readers(4)
      expect(first.readers).toHaveLength(READERS_PAGE)
      const second = marks.readers(4, first.after ?? '')
      const third = marks.readers(4, second.after ?? '')
      expect(third.after).toBeNull()
      const named = [first, second, third].flatMap(page => page.readers.map(({ id }) => id))
      const expected = ids.filter((_, n) => n >= 5 && n !== 20)
      expect(named).toEqual(expected.sort())
    })
  })

  it('goes on when nothing can be written, and writes it with the next', async () => {
    const ada = await person('Ada')
    await runInDurableObject(await room(ada), (_, { storage }) => {
      let isFull = true
      const warn = vi.fn()
      const sql = {
        exec: (query: string, ...bindings: SqlStorageValue[]) => {
          if (isFull && query.startsWith('INSERT')) throw new Error('SQLITE_FULL')
          return storage.sql.exec(query, ...bindings)
        },
      } as SqlStorage
      const parts = { sql, memberCount: () => 1, changed: () => {}, saved: () => {}, warn }
      const marks = new Marks(parts)
      marks.read(ada.id, 2)
      expect(marks.news()).toEqual({ receipts: [{ id: ada.id, read: 2, delivered: 2 }] })
      expect(warn).toHaveBeenCalledTimes(1)
      isFull = false
      expect(marks.news()).toEqual({})
      expect(new Marks(parts).of(ada.id)).toMatchObject({ read: 2 })
    })
  })
})

describe('readers of a message', () => {
  it('are those it has come to, for who may see them', async () => {
    const { ada, grace, stub, a, g, head } = await workshop()
    g.line.say({ type: 'delivered', seq: head })
    g.line.say({ type: 'read', seq: 2 })
    await told(a.line)
    expect(await as(stub, ada).readers({ seq: head })).toMatchObject({
      value: { readers: [{ id: grace.id, read: 2, delivered: head }], after: null },
    })
    expect(await as(stub, ada).readers({ seq: head + 1 })).toMatchObject({ problem: 'not_found' })
    const stranger = await person('Mallory')
    expect(await as(stub, stranger).readers({ seq: 1 })).toMatchObject({ problem: 'not_a_member' })
  })
})

describe('when somebody was last here', () => {
  it('is told of those who are not, and says who has turned away', async () => {
    const { ada, grace, stub, a, g } = await workshop()
    a.line.say({ type: 'presence', away: true })
    const before = Date.now()
    g.line.close()
    while (!(await a.line.next('live')).presence?.gone.includes(grace.id)) {}
    await evictDurableObject(stub)
    const page = await as(stub, ada).members({ q: '', limit: 10 })
    const members = page.ok ? page.value.members : []
    expect(members.find(({ id }) => id === ada.id)).toMatchObject({ here: true, away: true })
    const { here, lastSeenAt = 0 } = members.find(({ id }) => id === grace.id) ?? {}
    expect(here).toBe(false)
    expect(lastSeenAt).toBeGreaterThanOrEqual(before)
    expect(lastSeenAt).toBeLessThanOrEqual(Date.now())
  })
})

describe('marks on their way to Postgres', () => {
  it('arrive by the alarm, behind the log', async () => {
    const { grace, stub, a, g, head } = await workshop()
    g.line.say({ type: 'read', seq: head })
    await told(a.line)
    while (await runDurableObjectAlarm(stub)) {
      const theirs = and(eq(receipts.roomId, g.welcome.room.id), eq(receipts.userId, grace.id))
      const [row] = await db.select().from(receipts).where(theirs)
      if (row === undefined) continue
      expect(row).toMatchObject({ readSeq: head, deliveredSeq: head })
      return
    }
    expect.unreachable('they have not arrived')
  })

  it('wake a room once in half a minute at most, and again for what failed', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 10)
    await runInDurableObject(stub, async (_, { storage }) => {
      let now = 1_000_000
      let isAway = false
      const ensured: number[] = []
      const written: string[][] = []
      const marks: Marks = new Marks({
        sql: storage.sql,
        memberCount: () => 1,
        changed: () => {},
        saved: () => outbox.saved(),
        warn: () => {},
      })
      const outbox: MarksOutbox = new MarksOutbox({
        marks,
        alarms: { ensure: at => void ensured.push(at - now) },
        write: async followings => {
          if (isAway) throw new Error('away')
          written.push(followings.map(({ read }) => String(read)))
        },
        isReady: () => true,
        clock: () => now,
        random: () => 0,
        warn: () => {},
      })
      const moves = (seq: number) => {
        marks.read(ada.id, seq)
        marks.news()
      }
      moves(1)
      moves(2)
      expect(ensured).toEqual([MARKS_EVERY_MS, MARKS_EVERY_MS])
      await outbox.drain()
      await outbox.drain()
      expect(written).toEqual([['2']])
      moves(3)
      now += 1_000
      // The log's own drains come by more often.
      await outbox.drain()
      expect(written).toHaveLength(1)
      expect(ensured.at(-1)).toBe(MARKS_EVERY_MS - 1_000)
      now += MARKS_EVERY_MS
      isAway = true
      await outbox.drain()
      const wait = ensured.at(-1) ?? 0
      expect(wait).toBeGreaterThanOrEqual(MARKS_EVERY_MS)
      isAway = false
      // It has its own time, whoever else has the room woken.
      for (const early of [1_000, wait - 1_001]) {
        now += early
        await outbox.drain()
        expect(written).toHaveLength(1)
      }
      expect(ensured.at(-1)).toBe(1)
      now += 1
      await outbox.drain()
      expect(written).toEqual([['2'], ['3']])
      // A clock that stepped back puts nothing off by as much.
      moves(4)
      now -= 3_600_000
      await outbox.drain()
      expect(written).toEqual([['2'], ['3'], ['4']])
      const before = ensured.length
      outbox.wake()
      expect(ensured).toHaveLength(before)
    })
  })

  it('are carried once more when they moved while they were on their way', async () => {
    const ada = await person('Ada')
    await runInDurableObject(await room(ada), async (_, { storage }) => {
      const quiet = { memberCount: () => 1, changed: () => {}, saved: () => {}, warn: () => {} }
      const marks = new Marks({ sql: storage.sql, ...quiet })
      marks.read(ada.id, 1)
      marks.news()
      const carrying = marks.uncarried(10)
      marks.read(ada.id, 2)
      marks.news()
      marks.carried(carrying)
      const moved = marks.uncarried(10)
      expect(moved).toMatchObject([{ read: 2 }])
      marks.seen(ada.id, 7)
      marks.news()
      marks.carried(moved)
      expect(marks.uncarried(10)).toMatchObject([{ seenAt: 7 }])
      marks.carried(marks.uncarried(10))
      expect(marks.uncarried(10)).toEqual([])
    })
  })
})
