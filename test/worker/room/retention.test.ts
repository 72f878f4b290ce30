import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import { Log } from '../../../worker/room/log.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { Retention, type RetentionParts } from '../../../worker/room/retention.ts'
import { events, messages } from '../../../worker/store/schema.ts'
import { as } from '../support/as.ts'
import { db, person } from '../support/people.ts'
import { enter, type RoomStub, room } from '../support/rooms.ts'

const DAY_MS = 24 * 3_600_000

/** Makes everything that has happened so far older. */
async function age(stub: RoomStub, ms: number): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    const rows = storage.sql
      .exec<{ first: number; events: string }>('SELECT first, events FROM batches')
      .toArray()
    for (const { first, events: text } of rows) {
      const older = (JSON.parse(text) as RoomEvent[]).map(event => ({
        ...event,
        at: event.at - ms,
      }))
      storage.sql.exec(
        'UPDATE batches SET events = ? WHERE first = ?',
        JSON.stringify(older),
        first,
      )
    }
  })
  await evictDurableObject(stub)
}

async function look(stub: RoomStub): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => void storage.setAlarm(Date.now()))
  await runDurableObjectAlarm(stub)
}

async function talked() {
  const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
  const stub = await room(ada, grace)
  const { line, welcome } = await enter(stub, ada)
  for (const cid of ['c1', 'c2']) line.send(cid, `old ${cid}`)
  await line.until(() => line.messages().length === 2)
  return { ada, grace, stub, line, welcome }
}

describe('a room that keeps messages for some days', () => {
  it('tells nobody of older ones, and lets go of them here and in Postgres', async () => {
    const { ada, grace, stub, welcome } = await talked()
    await look(stub)
    await age(stub, 2 * DAY_MS)
    await as(stub, ada).change({ settings: { retentionDays: 1 } })
    const { line } = await enter(stub, grace)
    line.send('c3', 'new')
    await line.until(() => line.messages().some(({ body }) => body === 'new'))
    await look(stub)
    const page = await as(stub, grace).history({ limit: 50 })
    expect(page).toMatchObject({ value: { messages: [{ body: 'new' }], before: null } })
    expect(await as(stub, grace).history({ limit: 50, after: 0 })).toMatchObject({
      value: { messages: [{ body: 'new' }], before: null },
    })
    // Whoever comes back gets every event in its place.
    const resumed = await enter(stub, ada, { epoch: welcome.epoch, lastSeq: welcome.head })
    const bodies = [...resumed.welcome.events].map(event => ('body' in event ? event.body : null))
    expect(bodies.slice(0, 2)).not.toContain('old c1')
    await runInDurableObject(stub, (_, { storage }) => {
      const meta = new Meta(storage.sql)
      expect(meta.expired).toBeGreaterThan(welcome.head)
      expect(meta.base).toBe(meta.expired)
      const kept = storage.sql.exec('SELECT events FROM batches').toArray()
      expect(JSON.stringify(kept)).not.toContain('old c1')
    })
    const { id } = welcome.room
    const rows = await db
      .select({ body: messages.body })
      .from(messages)
      .where(eq(messages.roomId, id))
    expect(rows.map(({ body }) => body).sort()).toEqual(['', '', 'new'])
    const whole = await db.select({ event: events.event }).from(events).where(eq(events.roomId, id))
    expect(JSON.stringify(whole)).not.toContain('old c1')
    expect(whole.length).toBeGreaterThan(5)
  })

  it('tells nobody of older ones that were brought back', async () => {
    const { ada, grace, stub, welcome } = await talked()
    const seqs = [welcome.head + 1]
    await age(stub, 2 * DAY_MS)
    await as(stub, ada).deleteMessages({ seqs })
    expect(await as(stub, ada).restoreMessages({ seqs })).toMatchObject({ ok: true })
    await as(stub, ada).change({ settings: { retentionDays: 1 } })
    await look(stub)
    const held = { epoch: welcome.epoch, lastSeq: welcome.head + 2 }
    const resumed = await enter(stub, grace, held)
    expect(resumed.welcome.events.map(({ type }) => type)).toContain('message.restored')
    expect(JSON.stringify(resumed.welcome)).not.toContain('old c1')
    // Nor is it brought back once more.
    expect(await as(stub, ada).restoreMessages({ seqs })).toMatchObject({ ok: false })
  })

  it('leaves what Postgres lacks to the outbox', async () => {
    const ensure = vi.fn()
    const meta = { room: { settings: { retentionDays: null } }, expired: 9, forgotten: 4 }
    const at = (watermark: number) => {
      ensure.mockClear()
      const parts = { meta: { ...meta, watermark }, alarms: { ensure }, clock: () => 0 }
      new Retention(parts as unknown as RetentionParts).wake()
      return ensure.mock.calls.length
    }
    expect([at(3), at(4), at(20)]).toEqual([0, 1, 1])
  })

  it('keeps them all when it keeps them for good', async () => {
    const { grace, stub } = await talked()
    await age(stub, 400 * DAY_MS)
    await look(stub)
    expect(await as(stub, grace).history({ limit: 50 })).toMatchObject({
      value: { messages: [{ body: 'old c1' }, { body: 'old c2' }] },
    })
  })

  it('wakes for the next one by itself', async () => {
    const { ada, stub } = await talked()
    await as(stub, ada).change({ settings: { retentionDays: 3 } })
    await look(stub)
    await runInDurableObject(stub, async (_, { storage }) => {
      const oldest = new Log(storage.sql).after(0, 1)[0]?.at ?? 0
      expect(await storage.getAlarm()).toBe(oldest + 3 * DAY_MS)
    })
  })

  it('waits for what is on its way to Postgres, and does not ask again meanwhile', async () => {
    const { ada, stub } = await talked()
    await as(stub, ada).change({ settings: { retentionDays: 1 } })
    await age(stub, 2 * DAY_MS)
    await runInDurableObject(stub, async (_, { storage }) => {
      const [log, meta] = [new Log(storage.sql), new Meta(storage.sql)]
      meta.watermark = 1
      const [woken, expired]: [number[], number[][]] = [[], []]
      const retention = new Retention({
        log,
        meta,
        messages: { expire: () => {} },
        alarms: { ensure: at => woken.push(at) },
        expire: async (_, from, to) => void expired.push([from, to]),
        clock: Date.now,
        random: () => 0,
        warn: () => {},
      })
      await retention.step()
      await retention.step()
      expect(expired).toEqual([[1, 2]])
      expect(woken.every(at => at > Date.now())).toBe(true)
      meta.watermark = log.head
      await retention.step()
      expect(expired.at(-1)).toEqual([2, log.head + 1])
    })
  })

  it('asks Postgres again when it was away, at its own time', async () => {
    const { ada, stub } = await talked()
    await as(stub, ada).change({ settings: { retentionDays: 1 } })
    await age(stub, 2 * DAY_MS)
    await runInDurableObject(stub, async (_, { storage }) => {
      const [log, meta] = [new Log(storage.sql), new Meta(storage.sql)]
      let now = Date.now()
      let asked = 0
      const woken: number[] = []
      const retention = new Retention({
        log,
        meta,
        messages: { expire: () => {} },
        alarms: { ensure: at => woken.push(at) },
        expire: async () => {
          asked += 1
          if (asked === 1) throw new Error('away')
        },
        clock: () => now,
        random: () => 0,
        warn: () => {},
      })
      await retention.step()
      const again = woken.at(-1) ?? 0
      expect(again).toBeGreaterThan(now)
      for (const early of [now, again - 1]) {
        now = early
        await retention.step()
        expect(asked).toBe(1)
        expect(woken.at(-1)).toBe(again)
      }
      now = again
      await retention.step()
      expect(asked).toBe(2)
      expect(meta.forgotten).toBe(log.head + 1)
    })
  })
})
