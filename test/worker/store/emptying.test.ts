import { createScheduledController } from 'cloudflare:test'
import { and, eq, isNull } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { RESTORE_MS } from '../../../protocol/limits.ts'
import { CLEAN_UP_MINUTE } from '../../../worker/cron.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import worker from '../../../worker/index.ts'
import { CLEAN_UP_ROWS } from '../../../worker/store/clean-up.ts'
import { emptyRemoved } from '../../../worker/store/emptying.ts'
import { events as eventsTable, messages } from '../../../worker/store/schema.ts'
import { CarriedLog, sent } from '../support/log.ts'
import { bindings, db, person } from '../support/people.ts'

let ada: Identity
beforeAll(async () => {
  ada = await person('Ada')
})

/** A room in which a message was removed, brought back, and removed again. */
async function scene(): Promise<CarriedLog> {
  const log = new CarriedLog(ada)
  await log.begin(ada)
  const back = [
    { seq: 3, by: ada.id, body: 'A secret' },
    { seq: 4, by: ada.id, body: 'Nothing special' },
  ]
  await log.carry(
    log.next(ada, sent('A secret')),
    log.next(ada, sent('Nothing special')),
    log.next(ada, { type: 'message.deleted', targets: [3, 4] }),
    log.next(ada, { type: 'message.restored', messages: back }),
    log.next(ada, { type: 'message.deleted', targets: [3] }),
  )
  return log
}

/** All that Postgres holds of what was said there. */
async function held({ card }: CarriedLog): Promise<string> {
  const said = await db.select().from(messages).where(eq(messages.roomId, card.id))
  const told = await db.select().from(eventsTable).where(eq(eventsTable.roomId, card.id))
  return JSON.stringify([said, told])
}

test('what was removed is kept while it can come back, and then it is nowhere', async () => {
  const log = await scene()
  await emptyRemoved(db, log.clock + RESTORE_MS - 1_000)
  expect(await held(log)).toContain('A secret')
  await emptyRemoved(db, log.clock + RESTORE_MS + 1_000)
  const left = await held(log)
  expect(left).not.toContain('A secret')
  expect(left.split('Nothing special')).toHaveLength(4)
})

test('what came back stays, however long ago', async () => {
  const log = await scene()
  const back = [{ seq: 3, by: ada.id, body: 'A secret' }]
  await log.carry(log.next(ada, { type: 'message.restored', messages: back }))
  await emptyRemoved(db, log.clock + 2 * RESTORE_MS)
  expect((await held(log)).split('A secret')).toHaveLength(5)
})

test('so many go at a time, until none is left', async () => {
  const log = new CarriedLog(ada)
  await log.begin(ada)
  const all = Array.from({ length: CLEAN_UP_ROWS + 20 }, (_, n) => log.next(ada, sent(`No. ${n}`)))
  for (let start = 0; start < all.length; start += 500)
    await log.carry(...all.slice(start, start + 500))
  const removed = { deletedAt: new Date(Date.now() - 2 * RESTORE_MS) }
  await db.update(messages).set(removed).where(eq(messages.roomId, log.card.id))
  expect(await emptyRemoved(db, Date.now())).toBeGreaterThanOrEqual(CLEAN_UP_ROWS + 20)
  expect(await held(log)).not.toContain('No. ')
})

test('it is done with the daily clean-up', async () => {
  const log = await scene()
  const long = { deletedAt: new Date(Date.now() - 2 * RESTORE_MS) }
  const here = eq(messages.roomId, log.card.id)
  await db
    .update(messages)
    .set(long)
    .where(and(here, eq(messages.seq, 3)))
  const scheduledTime = new Date(CLEAN_UP_MINUTE * 60_000)
  await worker.scheduled(createScheduledController({ scheduledTime }), bindings)
  expect(await held(log)).not.toContain('A secret')
  const standing = await db
    .select()
    .from(messages)
    .where(and(here, isNull(messages.deletedAt)))
  expect(standing.map(({ body }) => body)).toEqual(['Nothing special'])
})
