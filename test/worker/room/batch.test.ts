import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import { BODY_MAX_CHARS } from '../../../protocol/limits.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import {
  BATCH_WAITING_MAX,
  BATCH_WAITING_UNITS,
  Batch,
  type BatchParts,
  type Draft,
} from '../../../worker/room/batch.ts'
import { amend } from '../../../worker/room/commands/amend.ts'
import { send } from '../../../worker/room/commands/send.ts'
import { Limiter } from '../../../worker/room/limiter.ts'
import { Log } from '../../../worker/room/log.ts'
import { Members } from '../../../worker/room/members.ts'
import { Messages } from '../../../worker/room/messages/messages.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { migrate } from '../../../worker/room/migrations.ts'
import { Pace } from '../../../worker/room/pace.ts'
import { newSession } from '../../../worker/room/session.ts'
import type { RoomView } from '../../../worker/room/view.ts'
import { person } from '../support/people.ts'
import { card, roomStub } from '../support/rooms.ts'

const HOUR_MS = 3_600_000
const ADA = crypto.randomUUID()

const message = (cid: string, body = cid): Draft => ({ type: 'message.sent', by: ADA, cid, body })

interface Scene {
  batch: Batch
  log: Log
  sql: SqlStorage
  events: () => RoomEvent[]
  pass: (ms: number) => void
}

/** What a command is shown of a room with one member, over a batch. */
function viewOf(ada: Identity, { batch, log, sql }: Pick<Scene, 'batch' | 'log' | 'sql'>) {
  const session = { ...newSession(ada, 0), phase: 'live' as const }
  const limiter = new Limiter(10)
  const [meta, members] = [new Meta(sql), new Members(sql)]
  meta.begin(card(ada), crypto.randomUUID())
  members.put({ ...ada, role: 'member', joinedAt: 0 })
  const room: RoomView = {
    now: 0,
    meta,
    members,
    presence: { believed: new Set(), believedAway: new Set() },
    marks: { of: id => ({ id, read: 0, delivered: 0 }), others: () => [] },
    card: { filters: () => false },
    pace: new Pace(sql),
    log,
    batch,
    limiter,
    messages: new Messages({
      sql,
      log,
      meta,
      older: { messagesAt: async () => [] },
      masked: events => events,
    }),
    amending: { decide: () => ({ kind: 'so already' }) },
    disappearing: { add: () => {} },
  }
  return { room, session }
}

/** A batch over an empty log, with a clock in the test's hand. */
async function inBatch(
  act: (scene: Scene) => Promise<void> | void,
  parts: Partial<BatchParts> = {},
): Promise<void> {
  await runInDurableObject(roomStub(crypto.randomUUID()), async (_, { storage }) => {
    migrate(storage)
    let now = 10 * HOUR_MS
    const log = new Log(storage.sql)
    const batch = new Batch({
      log,
      transaction: writes => storage.transactionSync(writes),
      clock: () => now,
      audience: () => 0,
      flushed: () => {},
      repeated: () => {},
      failed: (_, error) => {
        throw error
      },
      ...parts,
    })
    const pass = (ms: number) => {
      now += ms
    }
    await act({ batch, log, sql: storage.sql, events: () => log.after(0, 10_000), pass })
  })
}

/** So many listeners that flushes of several events keep 10 ms apart. */
const audience = () => 200

describe('a clock that steps back', () => {
  it('does not put off the next flush by as much', () =>
    inBatch(
      async ({ batch, events, pass }) => {
        batch.wait({ draft: message('c1') })
        batch.wait({ draft: message('c2') })
        batch.flush()
        pass(-HOUR_MS)
        batch.add({ draft: message('c3') })
        await vi.waitFor(() => expect(events()).toHaveLength(3), 2_000)
      },
      { audience },
    ))

  it('does not make an event older than the one before', () =>
    inBatch(({ batch, events, pass }) => {
      const steps = [0, 5, -HOUR_MS, 1, HOUR_MS, -1]
      for (const [index, step] of steps.entries()) {
        pass(step)
        batch.add({ draft: message(`c${index}`) })
        batch.flush()
      }
      const times = events().map(event => event.at)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(times.at(-1)).toBeGreaterThan(times[0] ?? 0)
    }))

  it('does not do so either while the room slept', () =>
    inBatch(({ batch, log, sql }) => {
      batch.add({ draft: message('c1') })
      batch.flush()
      const awake = new Log(sql)
      const parts = { audience, flushed: () => {}, repeated: () => {}, failed: () => {} }
      const again = new Batch({
        ...parts,
        log: awake,
        clock: () => HOUR_MS,
        transaction: writes => writes(),
      })
      again.add({ draft: message('c2') })
      again.flush()
      expect(awake.headAt).toBe(log.headAt)
    }))
})

describe('flushes', () => {
  it('of one event at a time do not wait for each other', () =>
    inBatch(
      async ({ batch, events }) => {
        // With as many listeners, flushes of several events would keep a minute apart.
        for (const cid of ['c1', 'c2', 'c3']) {
          batch.add({ draft: message(cid) })
          await vi.waitFor(() => expect(events().at(-1)).toMatchObject({ cid }), 2_000)
        }
      },
      { audience: () => 1_200_000 },
    ))

  it('of a quiet room do not even wait for a turn', () =>
    inBatch(
      ({ batch, events, pass }) => {
        batch.add({ draft: message('c1') })
        expect(events()).toHaveLength(1)
        pass(10)
        batch.add({ draft: message('c2') })
        expect(events()).toHaveLength(2)
      },
      { audience },
    ))

  it('of a room that has just spoken gather what the turn brings', () =>
    inBatch(
      async ({ batch, events }) => {
        batch.add({ draft: message('c1') })
        batch.add({ draft: message('c2') })
        batch.add({ draft: message('c3') })
        expect(events()).toHaveLength(1)
        await vi.waitFor(() => expect(events()).toHaveLength(3), 2_000)
      },
      { audience },
    ))

  it('of a busy room keep apart', () =>
    inBatch(
      async ({ batch, events }) => {
        batch.wait({ draft: message('c1') })
        batch.wait({ draft: message('c2') })
        batch.flush()
        batch.add({ draft: message('c3') })
        await scheduler.wait(2)
        expect(events()).toHaveLength(2)
        await vi.waitFor(() => expect(events()).toHaveLength(3), 2_000)
      },
      { audience },
    ))

  it('that are long overdue do not wait for their timer', () =>
    inBatch(
      ({ batch, events, pass }) => {
        batch.wait({ draft: message('c1') })
        batch.wait({ draft: message('c2') })
        batch.flush()
        batch.add({ draft: message('c3') })
        expect(events()).toHaveLength(2)
        pass(59)
        batch.add({ draft: message('c4') })
        expect(events()).toHaveLength(2)
        pass(1)
        batch.add({ draft: message('c5') })
        expect(events()).toHaveLength(5)
      },
      { audience },
    ))

  it('keep within what one value of SQLite holds, whatever waits', () => {
    const flushed: string[] = []
    return inBatch(
      ({ batch, events }) => {
        const body = '\u0001'.repeat(BODY_MAX_CHARS)
        for (let index = 0; index < 500; index++) batch.wait({ draft: message(`c${index}`, body) })
        batch.flush()
        expect(events().map(event => event.seq)).toEqual(
          Array.from({ length: 500 }, (_, i) => i + 1),
        )
        expect(Math.max(...flushed.map(json => json.length))).toBeLessThan(2_000_000)
        expect(flushed.length).toBeGreaterThan(1)
      },
      { flushed: json => flushed.push(json) },
    )
  })
})

describe('a batch', () => {
  it('is full with as many drafts as may wait, and not before', () =>
    inBatch(({ batch }) => {
      for (let index = 1; index < BATCH_WAITING_MAX; index++)
        batch.wait({ draft: message(`c${index}`) })
      expect(batch.isFull).toBe(false)
      batch.wait({ draft: message('last') })
      expect(batch.isFull).toBe(true)
      batch.flush()
      expect(batch.isFull).toBe(false)
    }))

  it('is full with as much text as may wait, and not before', () =>
    inBatch(({ batch }) => {
      fillUp(batch, BATCH_WAITING_UNITS - 1)
      expect(batch.isFull).toBe(false)
      batch.wait({ draft: message('last', 'x') })
      expect(batch.isFull).toBe(true)
      batch.flush()
      expect(batch.isFull).toBe(false)
    }))

  it('is written before more is decided of what one does to messages', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    await inBatch(({ batch, log, sql }) => {
      const { room, session } = viewOf(ada, { batch, log, sql })
      const mark = { type: 'message.reacted', cid: 'c1', target: 1, emoji: '👋', on: true } as const
      const target = { seq: 1, id: crypto.randomUUID() }
      const frame = { type: 'react', cid: 'c2', target, emoji: '👋', on: true } as const
      batch.wait({ draft: { ...mark, by: grace.id } })
      expect(amend(room, session, frame)).toMatchObject([{ kind: 'reply' }])
      batch.wait({ draft: { ...mark, by: ada.id } })
      expect(amend(room, session, frame)).toMatchObject([{ kind: 'flushed' }])
      batch.flush()
      expect(amend(room, session, frame)).toMatchObject([{ kind: 'reply' }])
    })
  })

  it('that is full refuses a sender for a while, and takes the same message after it', async () => {
    const ada = await person('Ada')
    await inBatch(({ batch, log, sql }) => {
      const { room, session } = viewOf(ada, { batch, log, sql })
      const frame = { type: 'send', cid: 'c1', body: 'is there room?' } as const
      fillUp(batch, BATCH_WAITING_UNITS)
      expect(send(room, session, frame)).toMatchObject([
        {
          kind: 'reply',
          frame: { type: 'error', code: 'overloaded', cid: 'c1', retryAfter: 2_000 },
        },
      ])
      batch.flush()
      expect(send(room, session, frame)).toMatchObject([{ kind: 'append', draft: { cid: 'c1' } }])
    })
  })

  /** Lets messages wait whose bodies come to `units`. */
  function fillUp(batch: Batch, units: number): void {
    for (let left = units; left > 0; left -= BODY_MAX_CHARS)
      batch.wait({ draft: message(`fill-${left}`, 'x'.repeat(Math.min(left, BODY_MAX_CHARS))) })
  }
})
