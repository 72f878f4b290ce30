import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { and, eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { Alarms } from '../../../worker/objects/alarms.ts'
import { Log } from '../../../worker/room/log.ts'
import { LogWindow } from '../../../worker/room/log-window.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { OLDER_READS_MAX, Older, type RoomArchive } from '../../../worker/room/older.ts'
import type { OlderPage } from '../../../worker/room/older-pages.ts'
import { OlderPages } from '../../../worker/room/older-pages.ts'
import { Quarantine } from '../../../worker/room/quarantine.ts'
import { Registration } from '../../../worker/room/registration.ts'
import { Room } from '../../../worker/room/room.ts'
import { events } from '../../../worker/store/schema.ts'
import { Unavailable } from '../../../worker/unavailable.ts'
import { as } from '../support/as.ts'
import { fill } from '../support/fill.ts'
import { db, person } from '../support/people.ts'
import { poison } from '../support/poison.ts'
import { enter, type RoomStub, room } from '../support/rooms.ts'

// The tests' window is 200 events (test/support/variables.ts); it is cut when 250 are held.
const MESSAGES = 700

const base = (stub: RoomStub) =>
  runInDurableObject(stub, (_, { storage }) => new Meta(storage.sql).base)

/** A room whose log has let go of most of its 702 events. One of them Postgres refused. */
async function longRoom(): Promise<{ ada: Identity; stub: RoomStub; all: RoomEvent[] }> {
  const ada = await person('Ada')
  const stub = await room(ada)
  await fill(stub, ada, MESSAGES)
  await runInDurableObject(stub, (_, { storage }) => {
    poison(storage.sql, 40)
  })
  const all = await runInDurableObject(stub, (_, { storage }) =>
    new Log(storage.sql).after(0, MESSAGES + 2),
  )
  await evictDurableObject(stub)
  await as(stub, ada).look({})
  await runDurableObjectAlarm(stub)
  return { ada, stub, all }
}

/** Resumes from `after` as a client would, page by page. */
async function resumed(stub: RoomStub, who: Identity, after: number): Promise<RoomEvent[]> {
  const { epoch } = (await enter(stub, who)).welcome
  const { line, welcome } = await enter(stub, who, { epoch, lastSeq: after })
  const got = [...welcome.events]
  let { more } = welcome
  while (more) {
    line.say({ type: 'page', after: got.at(-1)?.seq ?? after })
    const page = await line.next('events')
    got.push(...page.events)
    more = page.more ?? false
  }
  return got
}

describe('the window of the log', () => {
  it('lets go only of what is in Postgres', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, MESSAGES)
    await runInDurableObject(stub, async (_, { storage }) => {
      // Postgres has followed up to 100 only, and the alarm is not to carry it further.
      new Meta(storage.sql).watermark = 100
    })
    await evictDurableObject(stub)
    await runInDurableObject(stub, (_, { storage }) => {
      const [meta, log] = [new Meta(storage.sql), new Log(storage.sql)]
      new LogWindow(log, meta, 200).prune()
      expect(meta.base).toBe(101)
      expect(log.after(100, 1)).toMatchObject([{ seq: 101 }])
    })
  })

  it('has no gap when letting go fails half-way', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, MESSAGES)
    await runInDurableObject(stub, (_, { storage }) => {
      const [meta, log] = [new Meta(storage.sql), new Log(storage.sql)]
      meta.watermark = log.head
      storage.sql.exec(`CREATE TRIGGER full BEFORE INSERT ON meta
        BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`)
      expect(() => new LogWindow(log, meta, 200).prune()).toThrow(/disk is full/)
      const { base } = new Meta(storage.sql)
      expect(new Log(storage.sql).after(base - 1, 1_000)).toHaveLength(log.head - base + 1)
    })
  })

  it('is kept after a drain, and holds its newest events', async () => {
    const { stub, all } = await longRoom()
    expect(await base(stub)).toBe(702 - 200 + 1)
    await runInDurableObject(stub, (_, { storage }) => {
      const older = storage.sql.exec<{ first: number; last: number }>(
        'SELECT first, last FROM batches WHERE last < 503',
      )
      // Its batch is kept whole, and no other.
      expect(older.one()).toSatisfy(({ first, last }) => first <= 40 && 40 <= last)
      expect(new Log(storage.sql).after(502, 1_000)).toEqual(all.slice(502))
    })
  })

  it.each([
    0, 1, 38, 39, 40, 300, 501, 502, 503, 650, 702,
  ])('gives a resume after %i everything that follows, across its edge', async after => {
    const { ada, stub, all } = await longRoom()
    expect(await resumed(stub, ada, after)).toEqual(all.slice(after))
  })

  it('has no seam in the history', async () => {
    const { ada, stub, all } = await longRoom()
    const messages = all.filter(event => event.type === 'message.sent')
    const back: RoomEvent[] = []
    let before: number | null | undefined
    while (before !== null) {
      const page = await as(stub, ada).history({ limit: 37, ...(before && { before }) })
      if (!page.ok) throw new Error(page.problem)
      back.unshift(...page.value.messages)
      before = page.value.before
    }
    expect(back).toEqual(messages)
    const forth: RoomEvent[] = []
    let after: number | null = 0
    while (after !== null) {
      const page = await as(stub, ada).history({ limit: 41, after })
      if (!page.ok) throw new Error(page.problem)
      forth.push(...page.value.messages)
      after = page.value.after
    }
    expect(forth).toEqual(messages)
  })

  it('removes messages it has let go of with one question', async () => {
    const { ada, stub, all } = await longRoom()
    const asked = vi.spyOn(Older.prototype, 'messagesAt')
    const seqs = [3, 40, 201, 420, 700]
    expect(await as(stub, ada).deleteMessages({ seqs: [...seqs, 2, 9_999] })).toMatchObject({
      value: { seqs: expect.arrayContaining(seqs) },
    })
    expect(asked).toHaveBeenCalledTimes(1)
    asked.mockRestore()
    const page = await as(stub, ada).history({ limit: 3, after: 0 })
    expect(page).toMatchObject({ value: { messages: [{ seq: 3, body: '' }, all[3], all[4]] } })
  })

  it('knows a repeated cid that it has let go of', async () => {
    const { ada, stub, all } = await longRoom()
    const { line } = await enter(stub, ada)
    const first = all[2]
    line.send('fill-3', 'fill-3')
    expect((await line.next('ack')).event).toEqual(first)
    line.send('fill-3', 'something else')
    expect(await line.next('error')).toMatchObject({ code: 'cid_conflict', cid: 'fill-3' })
    expect(line.events().at(-1)?.seq).toBe(702)
  })

  it('resets a resume whose events Postgres has lost', async () => {
    const { ada, stub } = await longRoom()
    const { welcome } = await enter(stub, ada)
    await db.delete(events).where(and(eq(events.roomId, welcome.room.id), eq(events.seq, 77)))
    const { line } = await enter(stub, ada, { epoch: welcome.epoch, lastSeq: 20 })
    line.say({ type: 'page', after: 20 })
    expect((await line.next('reset')).head).toBe(702)
    expect((await line.next('welcome')).events.at(-1)?.seq).toBe(702)
  })
})

describe('pages from Postgres', () => {
  function pages(archive: Partial<RoomArchive>, sql: SqlStorage): OlderPages {
    const whole = { eventsAfter: async () => [], ...archive } as unknown as RoomArchive
    const older = new Older(whole, new Quarantine(sql), { base: 100 })
    return new OlderPages({ older, random: () => 0.5, warn: () => {} })
  }

  it('are asked for again later while it does not answer', async () => {
    const stub = await room(await person('Ada'))
    await runInDurableObject(stub, async (_, { storage }) => {
      const eventsAfter = () => Promise.reject(new Unavailable('postgres', 'test'))
      const page = await pages({ eventsAfter }, storage.sql).after(1)
      expect(page).toEqual({ kind: 'unavailable', retryAfter: 2_000 })
    })
  })

  it('are read a few at a time', async () => {
    const stub = await room(await person('Ada'))
    await runInDurableObject(stub, async (_, { storage }) => {
      const answer = Promise.withResolvers<RoomEvent[]>()
      const older = pages({ eventsAfter: () => answer.promise }, storage.sql)
      const asked = Array.from({ length: OLDER_READS_MAX }, () => older.after(1))
      expect((await older.after(1)).kind).toBe('unavailable')
      answer.resolve([])
      const kinds = (await Promise.all(asked)).map((page: OlderPage) => page.kind)
      expect(new Set(kinds)).toEqual(new Set(['missing']))
      expect((await older.after(1)).kind).toBe('missing')
    })
  })
})

describe('a page of history that takes its time', () => {
  it('is not for who was removed while Postgres was asked', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    await fill(stub, ada, 300)
    await runInDurableObject(stub, async (_, state) => {
      const { storage } = state
      const answer = Promise.withResolvers<[]>()
      const archive = { messagesBefore: () => answer.promise } as unknown as RoomArchive
      new Meta(storage.sql).base = 250
      const slow = new Room({
        sql: storage.sql,
        transaction: writes => storage.transactionSync(writes),
        sockets: state,
        alarms: new Alarms(storage),
        record: { write: async () => {}, report: async () => {} },
        archive,
        mark: async () => {},
        erase: async () => {},
        expire: async () => {},
        registration: new Registration(async () => {}),
        windowEvents: 200,
        sendsPerSecond: 10,
        clock: Date.now,
        random: Math.random,
        background: () => {},
        warn: () => {},
      })
      const asked = as(slow, grace).history({ limit: 10, before: 255 })
      as(slow, ada).remove({ userId: grace.id, ban: false })
      answer.resolve([])
      expect(await asked).toEqual({ ok: false, problem: 'not_a_member' })
      expect(await as(slow, ada).history({ limit: 10, before: 255 })).toMatchObject({ ok: true })
    })
  })
})
