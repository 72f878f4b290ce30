import { asc, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Identity } from '../../../worker/domain/identity.ts'
import { recordEvents } from '../../../worker/store/room-record.ts'
import {
  audit,
  events as eventsTable,
  members,
  messages,
  roomInvitations,
  rooms,
} from '../../../worker/store/schema.ts'
import { CarriedLog, joined, memberOf, sent } from '../support/log.ts'
import { db, person } from '../support/people.ts'

let ada: Identity
let grace: Identity
beforeAll(async () => {
  ada = await person('Ada')
  grace = await person('Grace')
})

async function begun(card: ConstructorParameters<typeof CarriedLog>[1] = {}): Promise<CarriedLog> {
  const log = new CarriedLog(ada, card)
  await log.begin(ada)
  return log
}

async function rowOf({ card }: CarriedLog) {
  const [row] = await db.select().from(rooms).where(eq(rooms.id, card.id))
  if (row === undefined) throw new Error('no row')
  return row
}

async function entries({ card }: CarriedLog) {
  const rows = await db
    .select()
    .from(audit)
    .where(eq(audit.roomId, card.id))
    .orderBy(asc(audit.createdAt), asc(audit.id))
  return rows.map(({ action, actorId, targetId, detail }) => ({
    action,
    actorId,
    targetId,
    detail,
  }))
}

/** Everything of a room that Postgres keeps. */
async function everything(log: CarriedLog) {
  const here = log.card.id
  return await db.batch([
    db.select().from(rooms).where(eq(rooms.id, here)),
    db.select().from(members).where(eq(members.roomId, here)).orderBy(members.userId),
    db.select().from(messages).where(eq(messages.roomId, here)).orderBy(messages.seq),
    db.select().from(eventsTable).where(eq(eventsTable.roomId, here)).orderBy(eventsTable.seq),
    db.select().from(roomInvitations).where(eq(roomInvitations.roomId, here)),
    db.select().from(audit).where(eq(audit.roomId, here)).orderBy(audit.id),
  ])
}

describe('a room in Postgres', () => {
  test('is as it has become, but for its name, which is claimed before', async () => {
    const log = await begun()
    const { name } = log.card
    const settings = { ...log.card.settings, slowModeMs: 5_000, posting: 'moderator' as const }
    const other = { name: 'Elsewhere', topic: 'Looms', visibility: 'private' as const }
    log.card = { ...log.card, ...other, settings, archivedAt: 5_000 }
    log.memberCount = 7
    await log.carry(
      log.next(ada, { type: 'room.changed', room: log.card, changed: ['topic', 'settings'] }),
    )
    expect(await rowOf(log)).toMatchObject({
      ...{ name, topic: 'Looms', visibility: 'private', settings, memberCount: 7, headSeq: 3 },
      ...{ archivedAt: new Date(5_000), deletedAt: null },
    })
    log.card = { ...log.card, archivedAt: null }
    await log.carry(log.next(ada, sent('Hello')))
    expect(await rowOf(log)).toMatchObject({ archivedAt: null })
  })

  test('is not set back by a write that comes late', async () => {
    const log = await begun()
    const late = { card: log.card, events: log.last }
    log.card = { ...log.card, topic: 'Newer', archivedAt: 5_000 }
    log.memberCount = 3
    await log.carry(log.next(ada, { type: 'room.changed', room: log.card, changed: ['topic'] }))
    await recordEvents(db, { ...late.card, deletedAt: 9_000 }, late.events, 1)
    expect(await rowOf(log)).toMatchObject({
      ...{ topic: 'Newer', memberCount: 3, headSeq: 3, deletedAt: null },
      archivedAt: new Date(5_000),
    })
  })

  test('is deleted by its log, and not brought back by it', async () => {
    const log = await begun()
    log.card = { ...log.card, deletedAt: 5_000 }
    await log.carry(log.next(ada, { type: 'room.changed', room: log.card, changed: ['deleted'] }))
    expect((await rowOf(log)).deletedAt).toEqual(new Date(5_000))
    log.card = { ...log.card, deletedAt: null }
    await log.carry(log.next(ada, { type: 'room.changed', room: log.card, changed: ['deleted'] }))
    expect((await rowOf(log)).deletedAt).toEqual(new Date(5_000))
  })

  test('stirs when somebody speaks or comes, not when it is put in order', async () => {
    const log = await begun()
    await log.carry(log.next(grace, joined(grace)), log.next(ada, sent('Hello')))
    const spoken = (await rowOf(log)).lastActivityAt
    expect(spoken).toEqual(new Date(log.clock))
    await log.carry(
      log.next(grace, { type: 'member.changed', member: { ...memberOf(grace), role: 'member' } }),
      log.next(ada, { type: 'message.deleted', targets: [4] }),
    )
    expect((await rowOf(log)).lastActivityAt).toEqual(spoken)
  })

  test('comes to be without a name when it is a conversation, as often as people like', async () => {
    const nameless = { kind: 'direct', name: '', visibility: 'private' } as const
    const [one, two] = [await begun(nameless), await begun(nameless)]
    expect(await rowOf(one)).toMatchObject({ kind: 'direct', name: '', nameKey: '', headSeq: 2 })
    expect(await rowOf(two)).toMatchObject({ kind: 'direct' })
    expect(await entries(one)).toEqual([])
  })
})

test('doing all of it again changes nothing', async () => {
  const log = await begun()
  const until = log.clock + 100_000
  await log.carry(
    log.next(grace, joined(grace)),
    log.next(grace, sent('One')),
    log.next(grace, sent('Two')),
    log.next(ada, { type: 'message.deleted', targets: [4, 5], reason: 'Noise' }),
    log.next(ada, { type: 'message.restored', messages: [{ seq: 4, by: grace.id, body: 'One' }] }),
    log.next(ada, { type: 'member.left', member: memberOf(grace), banned: true }),
    log.next(ada, { type: 'member.unbanned', member: memberOf(grace) }),
    log.next(ada, { type: 'member.invited', member: memberOf(grace), until }),
    log.next(ada, { type: 'room.managed', action: 'link.made', detail: { days: 7 } }),
  )
  const before = await everything(log)
  await log.repeat()
  expect(await everything(log)).toEqual(before)
  expect(before[2].map(({ deletedAt }) => deletedAt !== null)).toEqual([false, true])
  expect((await entries(log)).map(({ action }) => action)).toEqual([
    ...['room.created', 'member.joined', 'member.joined', 'message.deleted', 'message.restored'],
    ...['member.banned', 'member.unbanned', 'member.invited', 'link.made'],
  ])
})

describe('the audit', () => {
  test('says who did what to whom, and why', async () => {
    const log = await begun()
    await log.carry(
      log.next(grace, joined(grace)),
      log.next(ada, {
        type: 'member.left',
        member: memberOf(grace),
        banned: false,
        reason: 'Noise',
      }),
    )
    expect((await entries(log)).slice(2)).toEqual([
      { action: 'member.joined', actorId: grace.id, targetId: grace.id, detail: {} },
      {
        action: 'member.removed',
        actorId: ada.id,
        targetId: grace.id,
        detail: { reason: 'Noise' },
      },
    ])
  })

  test('has two entries of one event that is two deeds', async () => {
    const log = await begun()
    log.card = { ...log.card, archivedAt: 5_000 }
    const changed = ['name', 'archived'] as const
    await log.carry(log.next(ada, { type: 'room.changed', room: log.card, changed: [...changed] }))
    await log.repeat()
    const actions = (await entries(log)).map(({ action }) => action)
    expect(actions.slice(2)).toEqual(['room.renamed', 'room.archived'])
  })

  test('is at the time of the event, not of its arrival', async () => {
    const log = await begun()
    const rows = await db.select().from(audit).where(eq(audit.roomId, log.card.id))
    expect(rows.map(({ createdAt }) => createdAt.getTime())).toEqual(log.last.map(({ at }) => at))
    expect(rows.map(({ eventId }) => eventId)).toEqual(log.last.map(({ id }) => id))
  })

  test('is written with its event or not at all', async () => {
    const log = await begun()
    const stranger = { ...grace, id: v7() }
    const events = [log.next(ada, { type: 'room.managed', action: 'link.made', detail: {} })]
    // Nobody has this account: Postgres refuses the run.
    events.push(log.next(stranger, sent('Hello')))
    await expect(log.carry(...events)).rejects.toThrow('23503')
    expect((await entries(log)).map(({ action }) => action)).not.toContain('link.made')
  })
})
