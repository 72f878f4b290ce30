import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Identity } from '../../../worker/domain/identity.ts'
import type { Following } from '../../../worker/room/marks.ts'
import { recordMarks } from '../../../worker/store/mark-record.ts'
import { members, receipts } from '../../../worker/store/schema.ts'
import { CarriedLog, joined } from '../support/log.ts'
import { db, person } from '../support/people.ts'

let ada: Identity
let grace: Identity
let linus: Identity
beforeAll(async () => {
  ;[ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
})

async function workshop(): Promise<string> {
  const log = new CarriedLog(ada)
  await log.begin(ada)
  await log.carry(log.next(grace, joined(grace)))
  return log.card.id
}

function following(who: Identity, read: number, delivered: number, seenAt = 0): Following {
  return { userId: who.id, read, delivered, seenAt, isPrivate: false }
}

async function receiptOf(roomId: string, who: Identity) {
  const theirs = and(eq(receipts.roomId, roomId), eq(receipts.userId, who.id))
  const [row] = await db.select().from(receipts).where(theirs)
  return row
}

describe('how far members have read', () => {
  test('is kept a row for each, and only rises, however late or often it comes', async () => {
    const roomId = await workshop()
    await recordMarks(db, roomId, [following(ada, 2, 3), following(grace, 0, 1)])
    expect(await receiptOf(roomId, ada)).toMatchObject({ readSeq: 2, deliveredSeq: 3 })
    expect(await receiptOf(roomId, grace)).toMatchObject({ readSeq: 0, deliveredSeq: 1 })
    await recordMarks(db, roomId, [following(ada, 7, 7), following(grace, 1, 1)])
    await recordMarks(db, roomId, [following(ada, 2, 3), following(grace, 0, 1)])
    expect(await receiptOf(roomId, ada)).toMatchObject({ readSeq: 7, deliveredSeq: 7 })
    expect(await receiptOf(roomId, grace)).toMatchObject({ readSeq: 1, deliveredSeq: 1 })
    await recordMarks(db, roomId, [following(ada, 5, 9), following(grace, 2, 0)])
    expect(await receiptOf(roomId, ada)).toMatchObject({ readSeq: 7, deliveredSeq: 9 })
  })

  test('is not kept of who is no member, and does not keep the others from it', async () => {
    const roomId = await workshop()
    await recordMarks(db, roomId, [following(linus, 1, 1), following(ada, 1, 1)])
    expect(await receiptOf(roomId, linus)).toBeUndefined()
    expect(await receiptOf(roomId, ada)).toMatchObject({ readSeq: 1 })
  })

  test('comes with when they were last there, which only rises', async () => {
    const roomId = await workshop()
    const seen = async () => {
      const theirs = and(eq(members.roomId, roomId), eq(members.userId, grace.id))
      const [row] = await db.select().from(members).where(theirs)
      return row?.lastSeenAt.getTime() ?? 0
    }
    const later = Date.now() + 60_000
    await recordMarks(db, roomId, [following(grace, 0, 0, later)])
    expect(await seen()).toBe(later)
    await recordMarks(db, roomId, [following(grace, 0, 0, later - 1), following(ada, 1, 1)])
    expect(await seen()).toBe(later)
    // Nobody has read anything by having been there.
    expect(await receiptOf(roomId, grace)).toBeUndefined()
  })
})
