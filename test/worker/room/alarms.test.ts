import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { asc, eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { OUTBOX_RETRY_CAP_MS } from '../../../worker/domain/outbox-policy.ts'
import { Alarms } from '../../../worker/objects/alarms.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { OUTBOX_DELAY_MS, type RoomRecord } from '../../../worker/room/outbox.ts'
import { Registration } from '../../../worker/room/registration.ts'
import { Room } from '../../../worker/room/room.ts'
import type { RoomObject } from '../../../worker/room/room-object.ts'
import { archiveOf } from '../../../worker/store/room-archive.ts'
import { recordEvents, recordPoison } from '../../../worker/store/room-record.ts'
import { events as eventsTable, messages } from '../../../worker/store/schema.ts'
import { Unavailable } from '../../../worker/unavailable.ts'
import { as } from '../support/as.ts'
import { fill } from '../support/fill.ts'
import { db, person } from '../support/people.ts'
import { type RoomStub, room, roomStub } from '../support/rooms.ts'

/** Failures after which the platform would drop an alarm, and one more. */
const FAILURES = 7

/** The seqs in Postgres: of all events, and of the messages among them. */
async function carried(stub: RoomStub): Promise<{ events: number[]; messages: number[] }> {
  const id = stub.name ?? ''
  const [all, said] = await Promise.all(
    [eventsTable, messages].map(async table => {
      const rows = await db.select().from(table).where(eq(table.roomId, id)).orderBy(asc(table.seq))
      return rows.map(row => row.seq)
    }),
  )
  return { events: all ?? [], messages: said ?? [] }
}
const EVERYTHING = { events: [1, 2, 3, 4, 5], messages: [3, 4, 5] }

/** A room with three messages that Postgres lacks, awake or not. */
async function busyRoom(): Promise<RoomStub> {
  const ada = await person('Ada')
  const stub = await room(ada)
  await fill(stub, ada, 3)
  return stub
}

/** Goes off as the platform's alarm does, which is gone by then, whether one was due or not. */
const ring = (stub: RoomStub) =>
  runInDurableObject(stub, async (instance: RoomObject, { storage }) => {
    await storage.deleteAlarm()
    await instance.alarm()
  })

const alarmOf = (stub: RoomStub) => runInDurableObject(stub, (_, { storage }) => storage.getAlarm())

const dropAlarm = (stub: RoomStub) =>
  runInDurableObject(stub, (_, { storage }) => storage.deleteAlarm())

const watermark = (stub: RoomStub) =>
  runInDurableObject(stub, (_, { storage }) => new Meta(storage.sql).watermark)

describe('the alarm', () => {
  it('carries everything once when it goes off twice in a row', async () => {
    const stub = await busyRoom()
    await ring(stub)
    await ring(stub)
    expect(await carried(stub)).toEqual(EVERYTHING)
    expect(await watermark(stub)).toBe(5)
  })

  it('carries everything once when it goes off twice at the same time', async () => {
    const stub = await busyRoom()
    await runInDurableObject(stub, async (instance: RoomObject) => {
      await Promise.all([instance.alarm(), instance.alarm()])
    })
    expect(await carried(stub)).toEqual(EVERYTHING)
    expect(await watermark(stub)).toBe(5)
  })

  it('that comes early finds nothing to do and leaves none behind', async () => {
    const stub = await room(await person('Ada'))
    await runDurableObjectAlarm(stub)
    await ring(stub)
    expect(await carried(stub)).toEqual({ events: [1, 2], messages: [] })
    expect(await alarmOf(stub)).toBeNull()
  })

  it('that comes late, after the log was drained, changes nothing', async () => {
    const stub = await busyRoom()
    await ring(stub)
    await ring(stub)
    await evictDurableObject(stub)
    await ring(stub)
    expect(await carried(stub)).toEqual(EVERYTHING)
    expect(await alarmOf(stub)).toBeNull()
    expect(await watermark(stub)).toBe(5)
  })

  it('of an object that never was a room does nothing', async () => {
    const stub = roomStub(crypto.randomUUID())
    await ring(stub)
    await runInDurableObject(stub, (_, { storage }) => {
      expect(storage.sql.exec('SELECT name FROM sqlite_master').toArray()).toEqual([])
    })
  })

  it('that was lost is set again by whoever sweeps, though the room believes in it', async () => {
    const stub = await busyRoom()
    await dropAlarm(stub)
    await new Promise(resolve => setTimeout(resolve, OUTBOX_DELAY_MS + 100))
    expect(await stub.sweep()).toEqual({ progress: 'waiting', live: false })
    await vi.waitFor(async () => expect(await watermark(stub)).toBe(5), 5_000)
    expect(await carried(stub)).toEqual(EVERYTHING)
    expect(await stub.sweep()).toEqual({ progress: 'drained', live: false })
    expect(await alarmOf(stub)).toBeNull()
  })

  it('that stands hours away comes soon once the room wakes', async () => {
    const stub = await busyRoom()
    await runInDurableObject(stub, (_, { storage }) => storage.setAlarm(Date.now() + 3_600_000))
    await evictDurableObject(stub)
    await as(stub, crypto.randomUUID()).look({})
    expect(await alarmOf(stub)).toBeLessThanOrEqual(Date.now() + OUTBOX_DELAY_MS)
  })
})

describe('an alarm that fails', () => {
  it('never throws, comes again, and everything arrives once: the watermark cannot be kept', async () => {
    const stub = await busyRoom()
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec(`CREATE TRIGGER full BEFORE INSERT ON meta
        BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`)
    })
    await evictDurableObject(stub)
    await as(stub, crypto.randomUUID()).look({})
    for (let failure = 1; failure <= FAILURES; failure++) {
      expect(await runDurableObjectAlarm(stub)).toBe(true)
      expect(await alarmOf(stub)).toBeGreaterThan(Date.now() - 1_000)
      expect(await watermark(stub)).toBe(2)
    }
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec('DROP TRIGGER full')
    })
    // What it would wait for it has forgotten.
    await evictDurableObject(stub)
    await as(stub, crypto.randomUUID()).look({})
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    expect(await carried(stub)).toEqual(EVERYTHING)
    expect(await watermark(stub)).toBe(5)
  })

  it('never throws, comes again, and everything arrives once: nothing in the log can be read', async () => {
    const stub = await busyRoom()
    await as(stub, crypto.randomUUID()).look({})
    const rename = (from: string, to: string) =>
      runInDurableObject(stub, (_, { storage }) => {
        storage.sql.exec(`ALTER TABLE ${from} RENAME TO ${to}`)
      })
    await rename('batches', 'elsewhere')
    for (let failure = 1; failure <= FAILURES; failure++) {
      expect(await runDurableObjectAlarm(stub)).toBe(true)
      expect(await alarmOf(stub)).not.toBeNull()
    }
    await rename('elsewhere', 'batches')
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    expect(await carried(stub)).toEqual(EVERYTHING)
  })

  const failures: [string, (record: RoomRecord) => RoomRecord['write']][] = [
    ['Postgres is away', () => async () => Promise.reject(new Unavailable('postgres', 'test'))],
    [
      'a bug is in the way',
      () => () => {
        throw new TypeError('test')
      },
    ],
    [
      'every answer is lost',
      record =>
        async (...given) => {
          await record.write(...given)
          throw new Unavailable('postgres', 'the answer was lost')
        },
    ],
  ]
  it.each(
    failures,
  )('never throws, comes again, and everything arrives once: %s', async (_, failing) => {
    const stub = await busyRoom()
    await inRoom(stub, failing, async (rang, alarmAt, asked) => {
      let at = Date.now()
      for (let failure = 1; failure <= FAILURES; failure++) {
        await rang(at)
        const next = (await alarmAt()) ?? 0
        expect(next).toBeGreaterThanOrEqual(at)
        expect(next - at).toBeLessThanOrEqual(OUTBOX_RETRY_CAP_MS + OUTBOX_DELAY_MS)
        // One that is for somebody else asks nobody again before that.
        await rang(at)
        expect(asked()).toBe(failure)
        at = next
      }
      await rang(at)
      expect(await alarmAt()).toBeNull()
    })
    expect(await carried(stub)).toEqual(EVERYTHING)
  })

  /** Puts the room together anew, with a record whose first writes fail. */
  async function inRoom(
    stub: RoomStub,
    failing: (record: RoomRecord) => RoomRecord['write'],
    act: (
      rang: (at: number) => Promise<void>,
      alarmAt: () => Promise<number | null>,
      asked: () => number,
    ) => Promise<void>,
  ): Promise<void> {
    const postgres: RoomRecord = {
      write: (made, events, count) => recordEvents(db, made, events, count),
      report: (made, poison) => recordPoison(db, made, poison),
    }
    await runInDurableObject(stub, async (_, state) => {
      const { storage } = state
      let [asked, now] = [0, 0]
      const fail = failing(postgres)
      const rebuilt = new Room({
        sql: storage.sql,
        transaction: writes => storage.transactionSync(writes),
        sockets: state,
        alarms: new Alarms(storage),
        record: {
          ...postgres,
          write: async (...given) => {
            asked += 1
            await (asked <= FAILURES ? fail : postgres.write)(...given)
          },
        },
        archive: archiveOf(db, stub.name ?? ''),
        mark: async () => {},
        erase: async () => {},
        expire: async () => {},
        registration: new Registration(async () => {}),
        windowEvents: 200,
        sendsPerSecond: 10,
        clock: () => now,
        random: Math.random,
        background: () => {},
        warn: () => {},
      })
      await act(
        async at => {
          now = at
          await storage.deleteAlarm()
          await rebuilt.rang()
        },
        () => storage.getAlarm(),
        () => asked,
      )
    })
  }
})
