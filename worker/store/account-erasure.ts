import { and, desc, eq, exists, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { DELETED_NAME, deletedUsername } from '../../protocol/erased.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Entry } from './audit.ts'
import { type Database, run } from './client.ts'
import {
  accessTokens,
  accounts,
  audit,
  blocks,
  challenges,
  invitations,
  members,
  passkeys,
  recoveryCodes,
  refreshTokens,
  reports,
  roomInvitations,
  roomPreferences,
  sessions,
  totps,
} from './schema.ts'
import { takingTurns } from './turns.ts'

// What Postgres has of an account that is deleted, and how it goes. The row itself stays, as rooms and
// messages speak of it; nobody is in it any more. Everything here throws Unavailable, and may be done
// twice.

/** What stands in place of everything that said who it was. */
const NOBODY = {
  displayName: DELETED_NAME,
  email: null,
  emailSince: null,
  passwordHash: '',
  passwordChangedAt: null,
  role: 'member',
  invitationId: null,
  avatarKey: null,
  about: '',
  status: '',
  statusUntil: null,
  lastSeenAt: null,
} as const

/**
 * Makes of an account one that nobody can sign in to, and records it. What its username had in common
 * with others like it stays taken: nobody is to come after them under their name.
 * @returns a refusal when it is gone already, or the last admin of others
 */
export async function emptyAccount(
  db: Database,
  id: string,
  now: number,
  { action, actorId, targetId, ip }: Entry,
): Promise<Outcome<null>> {
  const deletedAt = new Date(now)
  const emptied = db
    .update(accounts)
    .set({ ...NOBODY, username: deletedUsername(id), updatedAt: deletedAt, deletedAt })
    .where(and(eq(accounts.id, id), isNull(accounts.deletedAt), mayGo(id)))
    .returning({ id: accounts.id })
  const recorded = db.execute(sql`
    insert into ${audit} (action, actor_id, target_id, ip)
    select ${action}, ${actorId}::uuid, ${targetId}, ${ip}
    where exists (select 1 from ${accounts} where id = ${id} and deleted_at = ${deletedAt.toISOString()})`)
  // Two admins who go at the same moment would else each count on the other.
  const [, rows] = await run(db.batch([takingTurns(db, 'admins'), emptied, recorded]))
  if (rows.length > 0) return done(null)
  return refused((await isEmptied(db, id)) ? 'unauthenticated' : 'sole_admin')
}

/** Who is no admin, or not the only one, or alone here anyway. */
function mayGo(id: string): SQL {
  const another = sql`select 1 from ${accounts} other where other.id <> ${id} and other.deleted_at is null`
  return sql`(${accounts.role} <> 'admin' or not exists (${another})
    or exists (${another} and other.role = 'admin'))`
}

/** Whether the account was deleted. */
export async function isEmptied(db: Database, id: string): Promise<boolean> {
  const [row] = await run(db.select({ id: accounts.id }).from(accounts).where(emptied(id)))
  return row !== undefined
}

/**
 * Takes away everything that opened a deleted account, says where its owner was, or was kept for them alone.
 * @param purged whether what they said goes, too: here, what others reported of it, and why they reported others
 */
export async function closeAccount(
  db: Database,
  id: string,
  now: number,
  purged: boolean,
): Promise<void> {
  const at = new Date(now).toISOString()
  const gone = exists(db.select({ one: sql`1` }).from(accounts).where(emptied(id)))
  const own = db.select({ id: sessions.id }).from(sessions).where(eq(sessions.accountId, id))
  const until = (ended: SQL) => sql`coalesce(${ended}, ${at}::timestamptz)`
  await run(
    db.batch([
      db.delete(refreshTokens).where(and(inArray(refreshTokens.sessionId, own), gone)),
      db
        .update(sessions)
        .set({ revokedAt: until(sql`${sessions.revokedAt}`), ip: '', userAgent: '', place: '' })
        .where(and(eq(sessions.accountId, id), gone)),
      db
        .update(accessTokens)
        .set({ revokedAt: until(sql`${accessTokens.revokedAt}`), name: '' })
        .where(and(eq(accessTokens.accountId, id), gone)),
      db
        .update(invitations)
        .set({ revokedAt: until(sql`${invitations.revokedAt}`), note: '' })
        .where(and(eq(invitations.createdBy, id), gone)),
      db.delete(passkeys).where(and(eq(passkeys.accountId, id), gone)),
      db.delete(totps).where(and(eq(totps.accountId, id), gone)),
      db.delete(recoveryCodes).where(and(eq(recoveryCodes.accountId, id), gone)),
      db.delete(challenges).where(and(eq(challenges.accountId, id), gone)),
      db.delete(roomPreferences).where(and(eq(roomPreferences.accountId, id), gone)),
      db.delete(blocks).where(and(or(eq(blocks.accountId, id), eq(blocks.blockedId, id)), gone)),
      db.delete(roomInvitations).where(and(eq(roomInvitations.userId, id), gone)),
      ...(purged ? silencing(db, id, gone) : []),
    ]),
  )
}

function silencing(db: Database, id: string, gone: SQL) {
  return [
    db
      .update(reports)
      .set({ body: '' })
      .where(and(eq(reports.authorId, id), gone)),
    db
      .update(reports)
      .set({ reason: '' })
      .where(and(eq(reports.reporterId, id), gone)),
  ]
}

/** What is left of a deleted account: sessions and tokens of programs, and rooms, so many of each. */
export async function leftOf(
  db: Database,
  id: string,
  limit: number,
): Promise<{ bearers: string[]; roomIds: string[] }> {
  const [signedIn, programs, belonging] = await run(
    db.batch([
      // Those first that ran until now: they may be in somebody's hands.
      db
        .select({ id: sessions.id })
        .from(sessions)
        .where(eq(sessions.accountId, id))
        .orderBy(desc(sessions.revokedAt))
        .limit(limit),
      db
        .select({ id: accessTokens.id })
        .from(accessTokens)
        .where(eq(accessTokens.accountId, id))
        .orderBy(desc(accessTokens.revokedAt))
        .limit(limit),
      db
        .select({ id: members.roomId })
        .from(members)
        .where(eq(members.userId, id))
        // Rooms that never answer must not keep the others from their turn.
        .orderBy(sql`random()`)
        .limit(limit),
    ]),
  )
  return {
    bearers: [...signedIn, ...programs].map(row => row.id),
    roomIds: belonging.map(row => row.id),
  }
}

/** Forgets sessions and tokens that everybody knows to have ended. */
export async function forgetBearers(db: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await run(
    db.batch([
      db.delete(sessions).where(inArray(sessions.id, [...ids])),
      db.delete(accessTokens).where(inArray(accessTokens.id, [...ids])),
    ]),
  )
}

/** Forgets that somebody was in a room that has nothing left of them. */
export async function forgetMember(db: Database, roomId: string, userId: string): Promise<void> {
  const theirs = and(eq(members.roomId, roomId), eq(members.userId, userId))
  await run(db.delete(members).where(theirs))
}

/** Deleted accounts of which something is left, as when they joined a room at the last moment. */
export async function unfinishedAccounts(db: Database, limit: number): Promise<string[]> {
  const inRoom = db
    .select({ id: members.userId })
    .from(members)
    .where(eq(members.userId, accounts.id))
  const signedIn = db
    .select({ id: sessions.accountId })
    .from(sessions)
    .where(eq(sessions.accountId, accounts.id))
  const rows = await run(
    db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(isNotNull(accounts.deletedAt), sql`(${exists(inRoom)} or ${exists(signedIn)})`))
      .limit(limit),
  )
  return rows.map(row => row.id)
}

function emptied(id: string) {
  return and(eq(accounts.id, id), isNotNull(accounts.deletedAt))
}
