import { createScheduledController } from 'cloudflare:test'
import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { CLEAN_UP_MINUTE } from '../../worker/cron.ts'
import worker from '../../worker/index.ts'
import { registryOf } from '../../worker/registry/registry-door.ts'
import { CLEAN_UP_ROWS, deleteOld } from '../../worker/store/clean-up.ts'
import { count } from '../../worker/store/command-uses.ts'
import {
  accessTokens,
  accounts,
  audit,
  challenges,
  commandUses,
  invitations,
  members,
  refreshTokens,
  reports,
  roomInvitations,
  sessions,
} from '../../worker/store/schema.ts'
import { as } from './support/as.ts'
import { CarriedLog } from './support/log.ts'
import { bindings, db, person } from './support/people.ts'
import { room } from './support/rooms.ts'

const DAY_MS = 24 * 3_600_000
const ago = (days: number) => new Date(Date.now() - days * DAY_MS)
const never = ago(-30)

async function somebody(): Promise<string> {
  return (await person('Ada')).id
}

async function session(accountId: string, expiresAt: Date, revokedAt: Date | null = null) {
  const id = v7()
  const at = ago(100)
  const token = { hash: v7(), sessionId: id, createdAt: at }
  await db.insert(sessions).values({ id, accountId, createdAt: at, expiresAt, revokedAt })
  await db.insert(refreshTokens).values([token, { ...token, hash: v7(), usedAt: at }])
  return id
}

const cleanUp = (auditDays = 90) => deleteOld(db, Date.now(), auditDays)

test('sessions go a month after they ended, and their tokens with them', async () => {
  const accountId = await somebody()
  const gone = [await session(accountId, ago(31)), await session(accountId, ago(20), ago(31))]
  const kept = [
    await session(accountId, ago(29)),
    await session(accountId, ago(31), ago(29)),
    await session(accountId, never),
    await session(accountId, never, ago(1)),
  ]
  await cleanUp()
  const left = await db.select().from(sessions).where(eq(sessions.accountId, accountId))
  expect(left.map(({ id }) => id).sort()).toEqual(kept.toSorted())
  for (const [ids, tokens] of [[gone, 0] as const, [kept, 2] as const])
    for (const id of ids)
      expect(
        await db.select().from(refreshTokens).where(eq(refreshTokens.sessionId, id)),
      ).toHaveLength(tokens)
})

test('so do invitations and the tokens of programs; challenges go at once', async () => {
  const accountId = await somebody()
  const createdAt = ago(100)
  const program = (expiresAt: Date) => ({
    ...{ id: v7(), accountId, name: 'A program', scopes: [], createdAt, expiresAt },
  })
  const invitation = (expiresAt: Date, revokedAt: Date | null = null) => ({
    ...{ id: v7(), hash: v7(), createdBy: accountId, uses: 1, createdAt, expiresAt, revokedAt },
  })
  const challenge = (expiresAt: Date) => ({
    ...{ hash: v7(), purpose: 'socket' as const, accountId, expiresAt },
  })
  const programs = [program(ago(31)), program(ago(29)), program(never)]
  const invited = [invitation(ago(31)), invitation(never, ago(31)), invitation(ago(29))]
  const posed = [challenge(ago(0.001)), challenge(never)]
  await db.insert(accessTokens).values(programs)
  await db.insert(invitations).values(invited)
  await db.insert(challenges).values(posed)
  await cleanUp()
  const [keptPrograms, keptInvitations, keptChallenges] = await db.batch([
    db.select().from(accessTokens).where(eq(accessTokens.accountId, accountId)),
    db.select().from(invitations).where(eq(invitations.createdBy, accountId)),
    db.select().from(challenges).where(eq(challenges.accountId, accountId)),
  ])
  const names = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
  expect(names(keptPrograms)).toEqual(names(programs.slice(1)))
  expect(names(keptInvitations)).toEqual(names(invited.slice(2)))
  expect(keptChallenges.map(({ hash }) => hash)).toEqual([posed[1]?.hash])
})

test('the audit goes when it is as old as it may get, however much there is', async () => {
  const actorId = v7()
  const entry = { actorId, action: 'session.login' }
  const old = Array.from({ length: CLEAN_UP_ROWS + 10 }, () => ({ ...entry, createdAt: ago(91) }))
  await db.insert(audit).values(old)
  await db.insert(audit).values({ ...entry, createdAt: ago(89) })
  const count = async () =>
    (await db.select({ id: audit.id }).from(audit).where(eq(audit.actorId, actorId))).length
  expect((await cleanUp(365)).audit).toBe(0)
  expect(await count()).toBe(CLEAN_UP_ROWS + 11)
  expect((await cleanUp()).audit).toBeGreaterThanOrEqual(CLEAN_UP_ROWS + 10)
  expect(await count()).toBe(1)
})

test('invitations into rooms go when they are too old, and resolved reports with the audit', async () => {
  const [ada, grace] = [await person('Ada'), await person('Grace')]
  const logs = [new CarriedLog(ada), new CarriedLog(ada)]
  for (const log of logs) await log.begin(ada)
  const [old, open] = logs.map(({ card }) => card.id) as [string, string]
  const asked = { userId: grace.id, invitedBy: ada.id, createdAt: ago(40) }
  await db.insert(roomInvitations).values([
    { ...asked, roomId: old, expiresAt: ago(0.01) },
    { ...asked, roomId: open, expiresAt: never },
  ])
  const said = { roomId: old, authorId: ada.id, body: 'x', saidAt: ago(200), createdAt: ago(200) }
  const report = (seq: number, resolvedAt: Date | null) => ({
    ...{ id: v7(), ...said, seq, reporterId: grace.id, reason: '', resolvedAt },
    state: resolvedAt === null ? ('open' as const) : ('acted' as const),
  })
  const made = [report(1, ago(91)), report(2, ago(89)), report(3, null)]
  await db.insert(reports).values(made)
  const command = v7()
  await count(db, command, ago(401).getTime())
  await count(db, command, ago(399).getTime())
  await cleanUp()
  const invited = await db
    .select()
    .from(roomInvitations)
    .where(eq(roomInvitations.userId, grace.id))
  expect(invited.map(({ roomId }) => roomId)).toEqual([open])
  const kept = await db.select().from(reports).where(eq(reports.roomId, old)).orderBy(reports.seq)
  expect(kept.map(({ seq }) => seq)).toEqual([2, 3])
  const uses = await db.select().from(commandUses).where(eq(commandUses.command, command))
  expect(uses).toHaveLength(1)
})

test('it is done once a day, at its minute', async () => {
  const actorId = v7()
  await db.insert(audit).values({ actorId, action: 'session.login', createdAt: ago(91) })
  const left = async () => (await db.select().from(audit).where(eq(audit.actorId, actorId))).length
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS
  const ring = async (minute: number) => {
    const scheduledTime = new Date(today + minute * 60_000)
    await worker.scheduled(createScheduledController({ scheduledTime }), bindings)
  }
  for (const minute of [CLEAN_UP_MINUTE - 1, CLEAN_UP_MINUTE + 1, 17, 0]) await ring(minute)
  expect(await left()).toBe(1)
  await ring(CLEAN_UP_MINUTE)
  expect(await left()).toBe(0)
})

test('an account of which something is left though nobody knew is listed anew', async () => {
  const [ada, grace] = [await person('Ada'), await person('Grace')]
  const stub = await room(ada, grace)
  await db.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, grace.id))
  const scheduledTime = new Date(CLEAN_UP_MINUTE * 60_000)
  await worker.scheduled(createScheduledController({ scheduledTime }), bindings)
  const listed = await registryOf(bindings).visitErasings(1_000)
  expect(listed.map(({ accountId }) => accountId)).toContain(grace.id)
  await worker.scheduled(createScheduledController(), bindings)
  expect(await as(stub, grace).look({})).toMatchObject({ ok: false })
  expect(await db.select().from(members).where(eq(members.userId, ada.id))).toHaveLength(1)
})
