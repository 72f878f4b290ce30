import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import type { Database } from '../../../worker/store/client.ts'
import { recordEvents } from '../../../worker/store/room-record.ts'
import { members, roomInvitations } from '../../../worker/store/schema.ts'
import { CarriedLog, joined, memberOf, sent } from '../support/log.ts'
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

async function memberRow({ card }: CarriedLog, who: Identity) {
  const one = and(eq(members.roomId, card.id), eq(members.userId, who.id))
  const [row] = await db.select().from(members).where(one)
  return row
}

async function asked({ card }: CarriedLog) {
  return await db.select().from(roomInvitations).where(eq(roomInvitations.roomId, card.id))
}

describe('who belongs to a room', () => {
  test('is what the last word on each says, within a run and after it', async () => {
    const log = await begun()
    const left = { type: 'member.left', member: memberOf(grace), banned: false } as const
    const moderator = { ...memberOf(grace), role: 'moderator' } as const
    await log.carry(
      log.next(grace, joined(grace)),
      log.next(grace, left),
      log.next(grace, joined(grace)),
      log.next(ada, { type: 'member.changed', member: moderator, was: 'member' }),
    )
    expect(await memberRow(log, grace)).toMatchObject({ role: 'moderator', leftAt: null })
    const banned = log.next(ada, { ...left, banned: true })
    await log.carry(banned)
    const at = new Date(banned.at)
    expect(await memberRow(log, grace)).toMatchObject({ role: 'member', leftAt: at, bannedAt: at })
    await log.carry(log.next(ada, { type: 'member.unbanned', member: memberOf(grace) }))
    expect(await memberRow(log, grace)).toMatchObject({ leftAt: at, bannedAt: null })
    const again = { ...joined(grace), member: { ...joined(grace).member, joinedAt: 7_000 } }
    await log.carry(log.next(grace, again))
    expect(await memberRow(log, grace)).toMatchObject({ leftAt: null, joinedAt: new Date(7_000) })
  })

  test('who is banned again in the same run stays so', async () => {
    const log = await begun()
    const banned = { type: 'member.left', member: memberOf(grace), banned: true } as const
    await log.carry(log.next(ada, banned))
    await log.carry(
      log.next(ada, { type: 'member.unbanned', member: memberOf(grace) }),
      log.next(ada, banned),
    )
    expect((await memberRow(log, grace))?.bannedAt).toEqual(new Date(log.clock))
  })

  test('costs as many statements for five hundred as for one', async () => {
    const log = await begun()
    const batches: number[] = []
    const counting = new Proxy(db, {
      get: (target, name) =>
        name === 'batch'
          ? (all: Parameters<Database['batch']>[0]) => {
              batches.push(all.length)
              return target.batch(all)
            }
          : Reflect.get(target, name),
    })
    const crowd: Identity[] = []
    for (let n = 0; n < 20; n++) crowd.push(await person('Guest'))
    const flood: RoomEvent[] = Array.from({ length: 500 }, (_, n) => {
      const guest = crowd[n % crowd.length] ?? ada
      return log.next(guest, joined(guest))
    })
    await recordEvents(db, log.card, flood.slice(0, 1), 2)
    await recordEvents(counting, log.card, flood, 21)
    await recordEvents(counting, log.card, [log.next(ada, sent('Hello'))], 21)
    await recordEvents(counting, log.card, [log.next(grace, joined(grace))], 22)
    const [many, message, one] = batches
    expect(many).toBe(one)
    // The room's row, and the events with their messages.
    expect(message).toBe(2)
    expect(await memberRow(log, crowd[19] ?? ada)).toMatchObject({ leftAt: null })
  })
})

describe('who was asked in', () => {
  test('is kept until they come, decline, or the invitation is withdrawn', async () => {
    const log = await begun()
    const invited = {
      type: 'member.invited',
      member: memberOf(grace),
      until: 9_000_000_000_000,
    } as const
    const answers = [
      joined(grace),
      { type: 'member.uninvited', member: memberOf(grace) },
      { type: 'member.left', member: memberOf(grace), banned: true },
    ] as const
    for (const answer of answers) {
      await log.carry(log.next(ada, invited))
      expect(await asked(log)).toMatchObject([
        { userId: grace.id, invitedBy: ada.id, expiresAt: new Date(9_000_000_000_000) },
      ])
      await log.carry(log.next(grace, answer))
      expect(await asked(log)).toEqual([])
    }
  })

  test('is who was asked again after declining, in one run', async () => {
    const log = await begun()
    const invited = {
      type: 'member.invited',
      member: memberOf(grace),
      until: 9_000_000_000_000,
    } as const
    await log.carry(
      log.next(ada, invited),
      log.next(grace, { type: 'member.uninvited', member: memberOf(grace) }),
      log.next(ada, invited),
    )
    expect(await asked(log)).toHaveLength(1)
  })
})
