import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { and, asc, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { Alarms } from '../../../worker/objects/alarms.ts'
import { Log } from '../../../worker/room/log.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { Outbox, type RoomRecord } from '../../../worker/room/outbox.ts'
import { Quarantine } from '../../../worker/room/quarantine.ts'
import { Registration } from '../../../worker/room/registration.ts'
import { recordEvents, recordPoison } from '../../../worker/store/room-record.ts'
import { audit, members, messages, rooms } from '../../../worker/store/schema.ts'
import { Unavailable } from '../../../worker/unavailable.ts'
import { as } from '../support/as.ts'
import { fill } from '../support/fill.ts'
import { db, person } from '../support/people.ts'
import { poison } from '../support/poison.ts'
import { enter, type RoomStub, room } from '../support/rooms.ts'

function stored(roomId: string) {
  return db.select().from(messages).where(eq(messages.roomId, roomId)).orderBy(asc(messages.seq))
}

function refusals(id: string) {
  const refused = and(eq(audit.roomId, id), eq(audit.action, 'event.quarantined'))
  return db.select().from(audit).where(refused).orderBy(asc(audit.id))
}

async function roomId(stub: RoomStub, who: Identity): Promise<string> {
  const look = await as(stub, who).look({})
  if (!look.ok) throw new Error(look.problem)
  return look.value.room.id
}

/** Runs an outbox over the room's own storage, with the record of the test's choosing. */
function withOutbox<T>(
  stub: RoomStub,
  record: RoomRecord,
  act: (parts: { outbox: Outbox; meta: Meta; log: Log; quarantine: Quarantine }) => Promise<T>,
): Promise<T> {
  return runInDurableObject(stub, async (_, { storage }) => {
    // The room's own outbox keeps out of the way.
    await storage.deleteAlarm()
    const [meta, log] = [new Meta(storage.sql), new Log(storage.sql)]
    const quarantine = new Quarantine(storage.sql)
    const alarms = new Alarms(storage)
    const clock = Date.now
    const warn = () => {}
    const registration = new Registration(async () => {})
    const parts = { meta, log, quarantine, alarms, record, registration, memberCount: () => 1 }
    const outbox = new Outbox({ ...parts, clock, random: () => 0, warn })
    return await act({ outbox, meta, log, quarantine })
  })
}

const postgres: RoomRecord = {
  write: (card, events, count) => recordEvents(db, card, events, count),
  report: (card, poison) => recordPoison(db, card, poison),
}

const poisonIn = (stub: RoomStub, seq: number) =>
  runInDurableObject(stub, (_, { storage }) => poison(storage.sql, seq))

describe('the way to Postgres', () => {
  it('has the room and its maker there before creation is answered', async () => {
    const ada = await person('Ada')
    const id = await roomId(await room(ada), ada)
    expect(await db.select().from(rooms).where(eq(rooms.id, id))).toMatchObject([
      { createdBy: ada.id, headSeq: 2, visibility: 'public' },
    ])
    expect(await db.select().from(members).where(eq(members.roomId, id))).toMatchObject([
      { userId: ada.id, role: 'owner', leftAt: null },
    ])
  })

  it('carries messages there by the alarm, whole and in order', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { line } = await enter(stub, ada)
    const bodies = ['one', 'two “quoted” \\ and\nlines', 'drei 🎈 𝒽']
    for (const [index, body] of bodies.entries()) line.send(`c${index}`, body)
    await line.until(() => line.messages().length === 3)
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    const rows = await stored(await roomId(stub, ada))
    expect(rows.map(row => row.body)).toEqual(bodies)
    expect(rows.map(row => [row.id, row.seq, row.cid, row.createdAt.getTime()])).toEqual(
      line.messages().map(message => [message.id, message.seq, message.cid, message.at]),
    )
  })

  it('sets an alarm with the first message and none in a room at rest', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const alarm = () => runInDurableObject(stub, (_, { storage }) => storage.getAlarm())
    await runDurableObjectAlarm(stub)
    expect(await alarm()).toBeNull()
    const { line } = await enter(stub, ada)
    line.send('c1')
    await line.next('events')
    expect(await alarm()).toBeGreaterThan(Date.now())
    await runDurableObjectAlarm(stub)
    expect(await alarm()).toBeNull()
  })

  it('is taken up again by a room that wakes with rows left and no alarm', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 5)
    await runInDurableObject(stub, (_, { storage }) => storage.deleteAlarm())
    await evictDurableObject(stub)
    await as(stub, ada).look({})
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    expect(await stored(await roomId(stub, ada))).toHaveLength(5)
  })

  it('carries more than one batch', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 1_234)
    await withOutbox(stub, postgres, async ({ outbox }) => outbox.drain())
    expect(await stored(await roomId(stub, ada))).toHaveLength(1_234)
  })
})

describe('when Postgres fails', () => {
  it('moves no watermark, and tries again later', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 3)
    const down: RoomRecord = {
      ...postgres,
      write: async () => {
        throw new Unavailable('postgres', 'test')
      },
    }
    await withOutbox(stub, down, async ({ outbox, meta }) => {
      await outbox.drain()
      expect(meta.watermark).toBe(2)
      expect(outbox.isDrained).toBe(false)
    })
    await withOutbox(stub, postgres, async ({ outbox }) => outbox.drain())
    expect(await stored(await roomId(stub, ada))).toHaveLength(3)
  })

  it('writes nothing twice when an answer was lost', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 3)
    let lost = false
    const forgetful: RoomRecord = {
      ...postgres,
      write: async (card, events, count) => {
        await postgres.write(card, events, count)
        if (lost) return
        lost = true
        throw new Unavailable('postgres', 'the answer was lost')
      },
    }
    await withOutbox(stub, forgetful, async ({ outbox, meta }) => {
      await outbox.drain()
      expect(meta.watermark).toBe(2)
      await outbox.drain()
      expect(meta.watermark).toBe(5)
    })
    expect((await stored(await roomId(stub, ada))).map(row => row.seq)).toEqual([3, 4, 5])
  })

  it('leaves what was logged during a write for the next one', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 2)
    const during = Promise.withResolvers<void>()
    const slow: RoomRecord = {
      ...postgres,
      write: async (card, events, count) => {
        await postgres.write(card, events, count)
        await during.promise
      },
    }
    await withOutbox(stub, slow, async ({ outbox, meta, log }) => {
      const drained = outbox.drain()
      const event = { seq: 5, id: uuidv7(), at: Date.now(), by: ada.id }
      const late: RoomEvent = { ...event, type: 'message.sent', cid: 'late', body: 'late' }
      log.append([late], JSON.stringify([late]))
      during.resolve()
      await drained
      expect(meta.watermark).toBe(4)
      await outbox.drain()
      expect(meta.watermark).toBe(5)
    })
    expect((await stored(await roomId(stub, ada))).map(row => row.seq)).toEqual([3, 4, 5])
  })

  it('sets a refused event aside and carries the rest, wherever it stands', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 700)
    for (const seq of [3, 350, 351, 702]) await poisonIn(stub, seq)
    await withOutbox(stub, postgres, async ({ outbox, quarantine, log, meta }) => {
      await outbox.drain()
      expect(meta.watermark).toBe(log.head)
      expect(quarantine.after(0, 10).map(event => event.seq)).toEqual([3, 350, 351, 702])
      expect(quarantine.unaudited(10)).toEqual([])
    })
    const id = await roomId(stub, ada)
    expect(await stored(id)).toHaveLength(696)
    const entries = await refusals(id)
    expect(entries.map(({ action, detail }) => ({ action, detail }))).toEqual(
      [3, 350, 351, 702].map(seq => ({
        action: 'event.quarantined',
        detail: { seq, type: 'message.sent', sqlstate: '23503' },
      })),
    )
  })

  it('tells the audit of a refused event later, when it does not answer, and once', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 3)
    await poisonIn(stub, 4)
    let reports = 0
    const forgetful: RoomRecord = {
      ...postgres,
      report: async (card, poison) => {
        if (reports > 0) await postgres.report(card, poison)
        reports += 1
        if (reports < 3) throw new Unavailable('postgres', 'the answer was lost')
      },
    }
    await withOutbox(stub, forgetful, async ({ outbox, quarantine }) => {
      for (const left of [1, 1, 0]) {
        await outbox.drain()
        expect(quarantine.unaudited(10)).toHaveLength(left)
      }
    })
    const id = await roomId(stub, ada)
    expect(await refusals(id)).toHaveLength(1)
  })

  it('tries again soon although the clock was set back', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 3)
    await runInDurableObject(stub, async (_, { storage }) => {
      await storage.deleteAlarm()
      const [meta, log] = [new Meta(storage.sql), new Log(storage.sql)]
      let now = Date.now()
      const ensured: number[] = []
      const outbox = new Outbox({
        meta,
        log,
        quarantine: new Quarantine(storage.sql),
        registration: new Registration(async () => {}),
        alarms: { ensure: at => ensured.push(at) },
        record: { ...postgres, write: () => Promise.reject(new Unavailable('postgres', 'test')) },
        memberCount: () => 1,
        clock: () => now,
        random: () => 0.99,
        warn: () => {},
      })
      await outbox.drain()
      now -= 3_600_000
      outbox.wake()
      expect(ensured.at(-1)).toBeLessThanOrEqual(now + 60_000)
    })
  })

  it('lets nobody in the room notice: sends are acknowledged, joins go through', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada)
    await poisonIn(stub, 2)
    await runInDurableObject(stub, (_, { storage }) => {
      new Meta(storage.sql).watermark = 1
    })
    await evictDurableObject(stub)
    expect(await as(stub, grace).join({})).toMatchObject({ ok: true })
    const { line } = await enter(stub, grace)
    line.send('c1')
    await line.next('events')
    expect(await runDurableObjectAlarm(stub)).toBe(true)
  })
})
