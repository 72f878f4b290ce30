import { runInDurableObject } from 'cloudflare:test'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import { Log } from '../../../worker/room/log.ts'
import { migrate } from '../../../worker/room/migrations.ts'
import { Quarantine } from '../../../worker/room/quarantine.ts'
import { roomStub } from '../support/rooms.ts'

const ADA = crypto.randomUUID()
const MEMBER = { id: ADA, username: 'ada', displayName: 'Ada', role: 'admin', joinedAt: 1 } as const

const message = (seq: number, cid = `c${seq}`): RoomEvent => ({
  ...{ seq, id: uuidv7(), at: 1_000 + seq, by: ADA },
  ...{ type: 'message.sent', cid, body: `“${seq}”` },
})

/** Every sixth is no message. */
function happening(seq: number): RoomEvent {
  const { id, at, by } = message(seq)
  return seq % 6 === 0 ? { seq, id, at, by, type: 'member.changed', member: MEMBER } : message(seq)
}

const append = (log: Log, events: RoomEvent[]) => log.append(events, JSON.stringify(events))

/** An empty log, in storage of its own. */
const inLog = (act: (log: Log, storage: DurableObjectStorage) => void) =>
  runInDurableObject(roomStub(crypto.randomUUID()), (_, { storage }) => {
    migrate(storage)
    act(new Log(storage.sql), storage)
  })

const rows = (sql: SqlStorage) =>
  ['batches', 'cids'].map(table => sql.exec(`SELECT * FROM ${table}`).toArray())

describe('the log takes a batch', () => {
  it('not at all when one of its cids was recorded before', () =>
    inLog((log, { sql }) => {
      append(log, [message(1), message(2)])
      const before = rows(sql)
      expect(() => append(log, [message(3), message(4, 'c2'), message(5)])).toThrow(/UNIQUE/)
      expect(rows(sql)).toEqual(before)
      expect(log.head).toBe(2)
      expect(log.after(0, 10)).toHaveLength(2)
      append(log, [message(3), message(4)])
      expect(log.recorded(ADA, 'c3')).toMatchObject({ seq: 3 })
    }))

  it.each(['batches', 'cids'])('not at all when %s have no space', table =>
    inLog((log, { sql }) => {
      append(log, [message(1)])
      const before = rows(sql)
      sql.exec(`CREATE TRIGGER full AFTER INSERT ON ${table}
        BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`)
      expect(() => append(log, [message(2), message(3)])).toThrow(/disk is full/)
      expect(rows(sql)).toEqual(before)
      expect(new Log(sql).head).toBe(1)
    }))

  it('and forgets it when it was taken back', () =>
    inLog((log, storage) => {
      append(log, [message(1)])
      expect(() =>
        storage.transactionSync(() => {
          append(log, [message(2)])
          throw new Error('alongside')
        }),
      ).toThrow('alongside')
      log.forgetHead()
      expect(log.head).toBe(1)
      expect(log.after(0, 10)).toMatchObject([{ seq: 1 }])
      expect(log.recorded(ADA, 'c2')).toBeUndefined()
    }))
})

const HEAD = 1_300
const EDGES = [
  0, 1, 5, 6, 7, 8, 59, 60, 61, 299, 300, 301, 799, 800, 801, 1_199, 1_298, 1_299, 1_300,
]
const all = Array.from({ length: HEAD }, (_, index) => happening(index + 1))
const said = all.filter(event => event.type === 'message.sent')

describe.each([
  ['one by one', [1]],
  ['in hundreds', [300]],
  ['as they come', [1, 7, 60]],
])('a log written %s reads', (_, flushes) => {
  /** Over the log that wrote it, and over one that has just woken for each question. */
  const inBoth = (act: (log: () => Log) => void) =>
    inLog((log, { sql }) => {
      for (let n = 0; log.head < HEAD; n++)
        append(log, all.slice(log.head, log.head + (flushes[n % flushes.length] ?? 1)))
      act(() => log)
      act(() => new Log(sql))
      const woken = new Log(sql)
      act(() => woken)
    })

  it('what comes after a seq, and the newest', () =>
    inBoth(log => {
      expect([log().head, log().headAt]).toEqual([HEAD, 1_000 + HEAD])
      for (const seq of EDGES)
        for (const limit of [1, 2, 50, 500])
          expect(log().after(seq, limit)).toEqual(all.slice(seq, seq + limit))
      for (const limit of [1, 100, 700, 2_000])
        expect(log().newest(limit)).toEqual(all.slice(-limit))
    }))

  it('messages before and after a seq', () =>
    inBoth(log => {
      for (const seq of EDGES)
        for (const limit of [1, 20, 300]) {
          const older = said.filter(event => event.seq < seq)
          expect(log().messagesBefore(seq, 1, limit)).toEqual(older.slice(-limit))
          const held = older.filter(event => event.seq >= 58)
          expect(log().messagesBefore(seq, 58, limit)).toEqual(held.slice(-limit))
          const newer = said.filter(event => event.seq > seq)
          expect(log().messagesAfter(seq, limit)).toEqual(newer.slice(0, limit))
        }
    }))

  it('the first seq at a moment', () =>
    inBoth(log => {
      for (const seq of EDGES) {
        expect(log().seqAt(1_000 + seq, 1)).toBe(Math.max(1, seq))
        expect(log().seqAt(1_000 + seq, 58)).toBe(Math.max(58, seq))
      }
      expect(log().seqAt(1_000 + HEAD + 1, 1)).toBe(HEAD + 1)
    }))

  it('what was recorded under a cid', () =>
    inBoth(log => {
      for (const event of said.filter(({ seq }) => EDGES.includes(seq)))
        expect(log().recorded(ADA, `c${event.seq}`)).toEqual(event)
      expect(log().recorded(ADA, 'c6')).toBeUndefined()
      expect(log().recorded(crypto.randomUUID(), 'c1')).toBeUndefined()
    }))

  it('the same of what it has not let go of', () =>
    inLog((log, { sql }) => {
      for (let n = 0; log.head < HEAD; n++)
        append(log, all.slice(log.head, log.head + (flushes[n % flushes.length] ?? 1)))
      sql.exec(
        `INSERT INTO quarantine (seq, code, at) VALUES (3, 'x', 1), (500, 'x', 1), (9999, 'x', 1)`,
      )
      for (const [from, to] of [
        [1, 2],
        [2, 450],
        [450, 950],
      ] as const)
        log.letGo(from, to)
      const held = sql.exec<{ first: number; last: number }>('SELECT first, last FROM batches')
      const older = held.toArray().filter(({ last }) => last < 950)
      expect(older.every(({ first, last }) => (first <= 3 && last >= 3) || last >= 500)).toBe(true)
      expect(older.filter(({ first, last }) => first <= 500 && last >= 500)).toHaveLength(1)
      expect(older.length).toBeLessThanOrEqual(2)
      expect(new Quarantine(sql).after(0, 10)).toEqual([all[2], all[499]])
      const woken = new Log(sql)
      expect(woken.after(949, 2_000)).toEqual(all.slice(949))
      expect(woken.messagesBefore(HEAD + 1, 950, 2_000)).toEqual(
        said.filter(({ seq }) => seq >= 950),
      )
      expect(woken.seqAt(1_500, 950)).toBe(950)
      expect(woken.recorded(ADA, 'c3')).toMatchObject({ seq: 3 })
      expect(woken.recorded(ADA, 'c701')).toBe(701)
    }))
})

it('gives Postgres what can be brought back, and nothing that is gone for good', () =>
  inLog((_, { sql }) => {
    const without = (events: RoomEvent[], ...seqs: number[]) =>
      events.map(event => (seqs.includes(event.seq) ? { ...event, body: '' } : event))
    const hidden = { told: [2, 3], lasting: [3] }
    const log = new Log(
      sql,
      <E extends RoomEvent>(events: E[]) => without(events, ...hidden.told) as E[],
      <E extends RoomEvent>(events: E[]) => without(events, ...hidden.lasting) as E[],
    )
    const all = [1, 2, 3, 4, 5].map(seq => message(seq))
    append(log, all.slice(0, 2))
    append(log, all.slice(2))
    log.forgetTail()
    expect(log.after(0, 10)).toEqual(without(all, 2, 3))
    expect(log.whole(0, 10)).toEqual(without(all, 3))
    expect(log.whole(1, 2)).toEqual(without(all.slice(1, 3), 3))
    expect(log.whole(3, 10)).toEqual(all.slice(3))
  }))
