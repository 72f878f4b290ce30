import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { DELETED_NAME, deletedUsername } from '../../../protocol/erased.ts'
import { auditEntries } from '../../../worker/store/audit-pages.ts'
import { deleteOld } from '../../../worker/store/clean-up.ts'
import { run } from '../../../worker/store/client.ts'
import { accounts, audit, rooms } from '../../../worker/store/schema.ts'
import { CarriedLog } from '../support/log.ts'
import { db, person } from '../support/people.ts'

const HOUR_MS = 3_600_000

/** An entry of somebody who does nothing else. */
async function entry(more: Partial<typeof audit.$inferInsert> = {}) {
  const made = { actorId: v7(), action: 'session.login', ...more }
  const [row] = await db.insert(audit).values(made).returning()
  if (row === undefined) throw new Error('no entry')
  return row
}

const refused = '23000'

describe('an entry of the audit', () => {
  test('cannot be changed, whoever asks and however old it is', async () => {
    for (const hours of [0, 24 * 200]) {
      const { id } = await entry({ createdAt: new Date(Date.now() - hours * HOUR_MS) })
      const change = db.update(audit).set({ action: 'session.logout' }).where(eq(audit.id, id))
      await expect(run(change)).rejects.toThrow(refused)
    }
  })

  test('cannot be deleted within a day, and can be after', async () => {
    const fresh = await entry({ createdAt: new Date(Date.now() - 22 * HOUR_MS) })
    await expect(run(db.delete(audit).where(eq(audit.id, fresh.id)))).rejects.toThrow(refused)
    const old = await entry({ createdAt: new Date(Date.now() - 24 * HOUR_MS) })
    await run(db.delete(audit).where(eq(audit.id, old.id)))
    expect(await db.select().from(audit).where(eq(audit.id, old.id))).toEqual([])
  })

  test('stays when all are to go at once', async () => {
    const { id } = await entry()
    await expect(run(db.execute(sql`truncate ${audit}`))).rejects.toThrow(refused)
    expect(await db.select().from(audit).where(eq(audit.id, id))).toHaveLength(1)
  })

  test('goes with the clean-up, be the audit kept for one day only', async () => {
    const actorId = v7()
    for (const hours of [12, 30])
      await entry({ actorId, createdAt: new Date(Date.now() - hours * HOUR_MS) })
    await deleteOld(db, Date.now(), 1)
    expect(await db.select().from(audit).where(eq(audit.actorId, actorId))).toHaveLength(1)
  })
})

describe('a page of the audit', () => {
  test('follows the one before without a gap or a repetition, though all are of one moment', async () => {
    const actorId = v7()
    const createdAt = new Date(Date.now() - HOUR_MS)
    await db
      .insert(audit)
      .values(Array.from({ length: 25 }, () => ({ actorId, action: 'totp.added', createdAt })))
    const seen: number[] = []
    let after: { rank: number; id: string } | undefined
    for (let page = 0; page < 4; page++) {
      const entries = await auditEntries(db, { actor: actorId }, after, 10)
      seen.push(...entries.map(({ id }) => id))
      const last = entries.at(-1)
      after = last && { rank: last.at, id: String(last.id) }
    }
    expect(seen).toHaveLength(25)
    expect(seen).toEqual(seen.toSorted((a, b) => b - a))
    expect(new Set(seen).size).toBe(25)
  })

  test('can be narrowed down to a kind, a deed, a person, and a time', async () => {
    const [actor, target] = [v7(), v7()]
    const at = Date.now() - HOUR_MS
    const made = [
      { action: 'member.joined', targetId: target },
      { action: 'member.left', targetId: v7() },
      { action: 'members_x', targetId: v7() },
      { action: 'message.deleted', targetId: v7() },
    ]
    for (const [index, one] of made.entries())
      await entry({ ...one, actorId: actor, createdAt: new Date(at + index * 1_000) })
    const found = async (filters: Parameters<typeof auditEntries>[1]) =>
      (await auditEntries(db, { actor, ...filters }, undefined, 10)).map(({ action }) => action)
    expect(await found({ action: 'member' })).toEqual(['member.left', 'member.joined'])
    expect(await found({ action: 'member.' })).toEqual(['member.left', 'member.joined'])
    expect(await found({ action: 'member.joined' })).toEqual(['member.joined'])
    expect(await found({ action: 'member.join' })).toEqual([])
    expect(await found({ action: '%' })).toEqual([])
    expect(await found({ action: 'member_' })).toEqual([])
    expect(await found({ target })).toEqual(['member.joined'])
    expect(await found({ target: target.toUpperCase() })).toEqual(['member.joined'])
    expect(await found({ since: at + 1_000, until: at + 2_000 })).toEqual([
      'members_x',
      'member.left',
    ])
  })

  test('names rooms and people, and those that are gone by nothing', async () => {
    const [ada, grace] = [await person('Ada'), await person('Grace')]
    const log = new CarriedLog(ada)
    await log.begin(ada)
    const gone = { displayName: DELETED_NAME, username: deletedUsername(grace.id) }
    await db
      .update(accounts)
      .set({ ...gone, deletedAt: new Date() })
      .where(eq(accounts.id, grace.id))
    const [roomId, device] = [log.card.id, v7()]
    await entry({ roomId, actorId: ada.id, action: 'member.banned', targetId: grace.id })
    await entry({ roomId, actorId: null, action: 'event.quarantined', targetId: 'not a person' })
    await entry({ roomId, actorId: device, action: 'session.revoked', targetId: device })
    const entries = await auditEntries(db, { room: roomId }, undefined, 3)
    const room = { id: roomId, name: log.card.name }
    expect(entries).toMatchObject([
      { room, actor: { id: device, displayName: DELETED_NAME }, target: { id: device } },
      { room, actor: null, target: { id: 'not a person' } },
      {
        room,
        actor: { id: ada.id, username: ada.username, displayName: 'Ada' },
        target: { id: grace.id, ...gone },
      },
    ])
  })

  test('is there when its room is not any more', async () => {
    const ada = await person('Ada')
    const log = new CarriedLog(ada)
    await log.begin(ada)
    await db.delete(rooms).where(eq(rooms.id, log.card.id))
    const entries = await auditEntries(db, { room: log.card.id }, undefined, 10)
    expect(entries.map(({ action, room }) => [action, room])).toEqual([
      ['member.joined', { id: log.card.id, name: '' }],
      ['room.created', { id: log.card.id, name: '' }],
    ])
  })
})
