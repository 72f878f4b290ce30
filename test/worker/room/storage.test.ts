import { runInDurableObject } from 'cloudflare:test'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { Batch } from '../../../worker/room/batch.ts'
import { Log } from '../../../worker/room/log.ts'
import { LogWindow } from '../../../worker/room/log-window.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { migrate } from '../../../worker/room/migrations.ts'
import { Outbox } from '../../../worker/room/outbox.ts'
import { Quarantine } from '../../../worker/room/quarantine.ts'
import { card, roomStub } from '../support/rooms.ts'

const ADA = { id: crypto.randomUUID(), username: 'ada', displayName: 'Ada' }
const WINDOW = 200
const BODY = 'x'.repeat(140)

interface Scene {
  /** Says as much in flushes of so many; after each Postgres follows and the log lets go. */
  say: (messages: number, flush: number) => Promise<void>
  /** Rows written since it was asked last. */
  written: () => number
  /** Bytes of the object's storage. */
  size: () => number
}

/** A room's way from the batch to Postgres and out of the window, over storage that is counted. */
const inScene = (act: (scene: Scene) => Promise<void>) =>
  runInDurableObject(roomStub(crypto.randomUUID()), async (_, { storage }) => {
    migrate(storage)
    let rows = 0
    const exec: SqlStorage['exec'] = (query, ...bindings) => {
      const cursor = storage.sql.exec<never>(query, ...bindings)
      rows += cursor.rowsWritten
      return cursor
    }
    const sql = { exec } as SqlStorage
    const [log, meta, quarantine] = [new Log(sql), new Meta(sql), new Quarantine(sql)]
    meta.begin(card({ ...ADA, sessionId: uuidv7(), expiresAt: 0 }), uuidv7())
    const batch = new Batch({
      log,
      transaction: writes => storage.transactionSync(writes),
      clock: Date.now,
      audience: () => 0,
      flushed: () => {},
      repeated: () => {},
      failed: (_, error) => {
        throw error
      },
    })
    const outbox = new Outbox({
      log,
      meta,
      quarantine,
      alarms: { ensure: () => {} },
      record: { write: async () => {}, report: async () => {} },
      registration: { undrained: () => {}, quarantined: () => {} },
      memberCount: () => 1,
      clock: Date.now,
      random: Math.random,
      warn: () => {},
    })
    const logWindow = new LogWindow(log, meta, WINDOW)
    await act({
      async say(messages, flush) {
        for (let said = 0; said < messages; said += flush) {
          for (let n = 0; n < flush; n++)
            batch.wait({
              draft: { type: 'message.sent', by: ADA.id, cid: uuidv7(), body: BODY },
            })
          batch.flush()
          await outbox.drain()
          while (logWindow.prune()) {}
        }
      },
      written() {
        const since = rows
        rows = 0
        return since
      },
      size: () => storage.sql.databaseSize,
    })
  })

describe('the storage of a room', () => {
  it('is written to 1.2 times a message at most by flushes of fifty, letting go included', () =>
    inScene(async ({ say, written }) => {
      await say(1_000, 50)
      written()
      await say(1_000, 50)
      expect(written() / 1_000).toBeLessThanOrEqual(1.2)
      expect(written()).toBe(0)
    }))

  it('is written to four times by a message alone: batch, cid, watermark, letting go', () =>
    inScene(async ({ say, written }) => {
      await say(500, 1)
      written()
      await say(500, 1)
      const each = written() / 500
      expect(each).toBeGreaterThan(4)
      expect(each).toBeLessThan(4.05)
    }))

  it.each([1, 50])('grows by cids alone once the window moves, in flushes of %i', flush =>
    inScene(async ({ say, size }) => {
      await say(2_000, flush)
      const before = size()
      await say(18_000, flush)
      // A cid of 36 characters under a user id of 36: the event itself is some 330 bytes.
      expect((size() - before) / 18_000).toBeLessThan(110)
    }))
})
