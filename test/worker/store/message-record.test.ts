import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { RESTORE_MS } from '../../../protocol/limits.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { emptyRemoved } from '../../../worker/store/emptying.ts'
import { archiveOf } from '../../../worker/store/room-archive.ts'
import { eraseEvents } from '../../../worker/store/room-erasure.ts'
import { expireEvents } from '../../../worker/store/room-retention.ts'
import { events as eventsTable, messages } from '../../../worker/store/schema.ts'
import { CarriedLog, joined, sent } from '../support/log.ts'
import { db, person } from '../support/people.ts'

let ada: Identity
let grace: Identity
beforeAll(async () => {
  ada = await person('Ada')
  grace = await person('Grace')
})

async function begun(): Promise<CarriedLog> {
  const log = new CarriedLog(ada)
  await log.begin(ada)
  return log
}

async function messageRow({ card }: CarriedLog, seq: number) {
  const one = and(eq(messages.roomId, card.id), eq(messages.seq, seq))
  const [row] = await db.select().from(messages).where(one)
  return row
}

describe('a removed message', () => {
  async function spoken() {
    const log = await begun()
    await log.carry(
      log.next(grace, joined(grace)),
      log.next(grace, sent('A secret')),
      log.next(grace, { ...sent('waves'), style: 'action' }),
    )
    return { log, archive: archiveOf(db, log.card.id) }
  }

  test('is told to nobody, and can come back', async () => {
    const { log, archive } = await spoken()
    await log.carry(log.next(ada, { type: 'message.deleted', targets: [4] }))
    expect(await messageRow(log, 4)).toMatchObject({
      body: 'A secret',
      deletedAt: expect.any(Date),
    })
    expect((await archive.messagesAfter(0, 10)).map(({ body }) => body)).toEqual(['', 'waves'])
    expect((await archive.messagesBefore(9, 10)).map(({ body }) => body)).toEqual(['', 'waves'])
    expect(JSON.stringify(await archive.eventsAfter(0, 10))).not.toContain('A secret')
    const [{ cid } = { cid: '' }] = await archive.messagesAfter(0, 1)
    expect(await archive.recorded(grace.id, cid)).toMatchObject({ seq: 4, body: '' })
    const back = [{ seq: 4, by: grace.id, body: 'A secret' }]
    await log.carry(log.next(ada, { type: 'message.restored', messages: back }))
    expect(await messageRow(log, 4)).toMatchObject({ body: 'A secret', deletedAt: null })
    expect((await archive.eventsAfter(3, 1))[0]).toMatchObject({ seq: 4, body: 'A secret' })
  })

  test('is not told by the event that had brought it back', async () => {
    const { log, archive } = await spoken()
    const messages = [
      { seq: 4, by: grace.id, body: 'A secret' },
      { seq: 5, by: grace.id, body: 'waves' },
    ]
    await log.carry(
      log.next(ada, { type: 'message.deleted', targets: [4, 5] }),
      log.next(ada, { type: 'message.restored', messages }),
      log.next(ada, { type: 'message.deleted', targets: [4] }),
    )
    const [, restored] = await archive.eventsAfter(5, 10)
    expect(restored).toMatchObject({
      messages: [
        { seq: 4, body: '' },
        { seq: 5, body: 'waves' },
      ],
    })
  })

  test('may be named by an event that says nothing any more', async () => {
    const { log, archive } = await spoken()
    const empty = log.next(ada, { type: 'message.restored', messages: [] })
    await log.carry(empty)
    expect(await archive.eventsAfter(empty.seq - 1, 1)).toEqual([empty])
  })

  test('comes back whole although it came here without its body', async () => {
    const { log, archive } = await spoken()
    const back = [{ seq: 6, by: grace.id, body: 'Late' }]
    await log.carry(
      log.next(grace, sent('')),
      log.next(ada, { type: 'message.deleted', targets: [6] }),
      log.next(ada, { type: 'message.restored', messages: back }),
    )
    expect(await messageRow(log, 6)).toMatchObject({ body: 'Late', deletedAt: null })
    expect((await archive.eventsAfter(5, 1))[0]).toMatchObject({ seq: 6, body: 'Late' })
  })

  test('keeps its words for being emptied, though it was brought back without them', async () => {
    const { log } = await spoken()
    const back = [{ seq: 4, by: grace.id, body: '' }]
    await log.carry(log.next(ada, { type: 'message.restored', messages: back }))
    expect(await messageRow(log, 4)).toMatchObject({ body: 'A secret', deletedAt: null })
  })

  test('keeps how it was meant', async () => {
    const { archive } = await spoken()
    const [plain, action] = await archive.messagesAfter(0, 10)
    expect(plain).not.toHaveProperty('style')
    expect(action).toMatchObject({ body: 'waves', style: 'action' })
  })

  test('goes wholly with whoever deletes their account', async () => {
    const { log } = await spoken()
    const back = [
      { seq: 4, by: grace.id, body: 'A secret' },
      { seq: 3, by: ada.id, body: 'Not theirs' },
    ]
    await log.carry(log.next(ada, { type: 'message.restored', messages: back }))
    await eraseEvents(db, log.card.id, { userId: grace.id, purged: true, from: 1, to: 100 })
    const kept = await db.select().from(eventsTable).where(eq(eventsTable.roomId, log.card.id))
    const text = JSON.stringify(kept)
    expect(text).not.toContain('A secret')
    expect(text).toContain('Not theirs')
  })
})

describe('an edited message', () => {
  const edited = (seq: number, body: string) => ({
    type: 'message.edited' as const,
    cid: crypto.randomUUID(),
    messages: [{ seq, by: grace.id, body }],
  })

  async function changed() {
    const log = await begun()
    await log.carry(log.next(grace, joined(grace)), log.next(grace, sent('First words')))
    await log.carry(log.next(grace, edited(4, 'Second words')))
    return { log, archive: archiveOf(db, log.card.id) }
  }

  test('says what it says now, and what it was sent as where that is asked', async () => {
    const { log, archive } = await changed()
    const row = { body: 'Second words', editedAt: expect.any(Date), deletedAt: null }
    expect(await messageRow(log, 4)).toMatchObject(row)
    expect(await archive.messagesAt([4])).toMatchObject([{ body: 'Second words' }])
    expect(await archive.eventsAt([4, 5])).toMatchObject([
      { type: 'message.sent', body: 'First words' },
      { type: 'message.edited', messages: [{ body: 'Second words' }] },
    ])
    const [{ cid } = { cid: '' }] = await archive.messagesAt([4])
    expect(await archive.recorded(grace.id, cid)).toMatchObject({ body: 'First words' })
  })

  test('is told by no event once it is removed, and says its last words when it is back', async () => {
    const { log, archive } = await changed()
    await log.carry(log.next(ada, { type: 'message.deleted', targets: [4] }))
    expect(JSON.stringify(await archive.eventsAfter(0, 10))).not.toContain('words')
    expect(await archive.messagesAt([4])).toMatchObject([{ body: '' }])
    const back = [{ seq: 4, by: grace.id, body: 'Second words' }]
    await log.carry(log.next(ada, { type: 'message.restored', messages: back }))
    expect(await messageRow(log, 4)).toMatchObject({ body: 'Second words', deletedAt: null })
  })

  test('has its last words, however much of it comes in one go', async () => {
    const log = await begun()
    const back = [{ seq: 4, by: grace.id, body: 'two' }]
    await log.carry(
      log.next(grace, joined(grace)),
      log.next(grace, sent('one')),
      log.next(grace, edited(4, 'two')),
      log.next(ada, { type: 'message.deleted', targets: [4] }),
      log.next(ada, { type: 'message.restored', messages: back }),
      log.next(grace, edited(4, 'three')),
    )
    expect(await messageRow(log, 4)).toMatchObject({ body: 'three', deletedAt: null })
  })

  test('goes wholly when it is emptied, is too old, or its author is erased', async () => {
    const whole = async ({ card }: CarriedLog) => {
      const said = await db.select().from(messages).where(eq(messages.roomId, card.id))
      const told = await db.select().from(eventsTable).where(eq(eventsTable.roomId, card.id))
      return JSON.stringify([said, told])
    }
    const erased = await changed()
    const stretch = { userId: grace.id, purged: true, from: 1, to: 100 }
    await eraseEvents(db, erased.log.card.id, stretch)
    expect(await whole(erased.log)).not.toContain('words')
    const old = await changed()
    // What was said is too old, and the event that told it anew is not.
    await expireEvents(db, old.log.card.id, 1, 5)
    expect(await whole(old.log)).not.toContain('words')
    const gone = await changed()
    await gone.log.carry(gone.log.next(ada, { type: 'message.deleted', targets: [4] }))
    await emptyRemoved(db, gone.log.clock + RESTORE_MS + 1_000)
    expect(await whole(gone.log)).not.toContain('words')
  })
})

test('what has disappeared is nowhere at once', async () => {
  const log = await begun()
  const until = { ...sent('For a while'), expiresAt: log.clock + 60_000 }
  const other = [{ seq: 3, by: ada.id, body: 'For a short while' }]
  await log.carry(
    log.next(ada, until),
    log.next(ada, { type: 'message.edited', cid: 'e1', messages: other }),
    log.next(ada, sent('For good')),
    log.next(ada, { type: 'message.deleted', targets: [3], expired: true }),
  )
  const said = await db.select().from(messages).where(eq(messages.roomId, log.card.id))
  const told = await db.select().from(eventsTable).where(eq(eventsTable.roomId, log.card.id))
  const left = JSON.stringify([said, told])
  expect(left).not.toContain('while')
  expect(left).toContain('For good')
  expect(await archiveOf(db, log.card.id).messagesAt([3])).toMatchObject([
    { body: '', expiresAt: until.expiresAt },
  ])
})
