import { and, desc, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { SESSIONS_MAX } from '../../protocol/limits.ts'
import type { Identity } from '../domain/identity.ts'
import type { AccountRow } from './accounts.ts'
import { type Entry, recording, recordingChange } from './audit.ts'
import { type Database, QueryFailed, run } from './client.ts'
import { locking } from './factors.ts'
import { accounts, refreshTokens, sessions } from './schema.ts'

/** A session to be written, with the first token to refresh it. */
export interface NewSession {
  row: typeof sessions.$inferInsert
  refresh: { row: typeof refreshTokens.$inferInsert }
}

/** The statements that write a session, for a batch. */
export function opening(db: Database, { row, refresh }: NewSession) {
  return [db.insert(sessions).values(row), db.insert(refreshTokens).values(refresh.row)] as const
}

/** Whose session it is to be, as they were when they showed who they are. */
type Shown = Pick<AccountRow, 'id' | 'passwordChangedAt'>

/**
 * Writes a session and its audit entry: both, or none when the account is gone by now or has another
 * password. It is held meanwhile, so that whoever changes that and ends all sessions finds this one.
 * @param now milliseconds since 1970
 * @returns the ids of those beyond what an account may have, used longest ago; undefined when none was written
 * @throws Unavailable
 */
export async function insertSession(
  db: Database,
  account: Shown,
  session: NewSession,
  entry: Entry,
  now: number,
): Promise<string[] | undefined> {
  const row = { ...session.row, accountId: unchanged(account) }
  // Never the new one itself, whatever the clocks say.
  const others = and(running(account.id, now), ne(sessions.id, session.row.id))
  try {
    const written = await run(
      db.batch([
        locking(db, account.id),
        db.insert(sessions).values(row),
        db.insert(refreshTokens).values(session.refresh.row),
        recording(db, entry),
        db
          .select({ id: sessions.id })
          .from(sessions)
          .where(others)
          .orderBy(desc(sessions.lastSeenAt))
          .offset(SESSIONS_MAX - 1),
      ]),
    )
    return written[4].map(({ id }) => id)
  } catch (error) {
    if (error instanceof QueryFailed && error.sqlstate === NOT_NULL_VIOLATION) return undefined
    throw error
  }
}

/** Its id, or null, which no session can belong to: Postgres then takes back the whole batch. */
function unchanged({ id, passwordChangedAt }: Shown): SQL<string> {
  const at = passwordChangedAt?.toISOString() ?? null
  return sql`(select id from ${accounts} where id = ${id} and deleted_at is null
    and password_changed_at is not distinct from ${at}::timestamptz)`
}
const NOT_NULL_VIOLATION = '23502'

/**
 * Who a session stands for, unless it was revoked, has run out or its account is gone.
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function findIdentity(
  db: Database,
  sessionId: string,
  now: number,
): Promise<Identity | undefined> {
  const alive = and(
    eq(sessions.id, sessionId),
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, new Date(now)),
    isNull(accounts.deletedAt),
  )
  const [row] = await run(
    db
      .select({
        id: accounts.id,
        username: accounts.username,
        displayName: accounts.displayName,
        sessionId: sessions.id,
        expiresAt: sessions.expiresAt,
        namedAt: accounts.updatedAt,
        readReceipts: accounts.readReceipts,
      })
      .from(sessions)
      .innerJoin(accounts, eq(accounts.id, sessions.accountId))
      .where(alive),
  )
  return row && { ...row, expiresAt: row.expiresAt.getTime(), namedAt: row.namedAt.getTime() }
}

/**
 * Ends a session and records it. Ending it again changes nothing, the record included: who holds what
 * is left of a session must not fill that.
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function revokeSession(
  db: Database,
  sessionId: string,
  now: number,
  entry: Omit<Entry, 'targetId'>,
): Promise<void> {
  const running = and(eq(sessions.id, sessionId), isNull(sessions.revokedAt))
  const revoking = db
    .update(sessions)
    .set({ revokedAt: new Date(now) })
    .where(running)
    .returning({ id: sessions.id })
  await run(recordingChange(db, revoking.getSQL(), entry))
}

/** The sessions of an account that run, the one used last first. @throws Unavailable */
export async function runningSessions(
  db: Database,
  accountId: string,
  now: number,
): Promise<(typeof sessions.$inferSelect)[]> {
  const mine = running(accountId, now)
  return await run(db.select().from(sessions).where(mine).orderBy(desc(sessions.lastSeenAt)))
}

function running(accountId: string, now: number) {
  return and(
    eq(sessions.accountId, accountId),
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, new Date(now)),
  )
}

/** When somebody last showed in a session who they are. @throws Unavailable */
export async function confirmedAt(db: Database, sessionId: string): Promise<Date | undefined> {
  const asked = db.select({ at: sessions.confirmedAt }).from(sessions)
  const [row] = await run(asked.where(eq(sessions.id, sessionId)))
  return row?.at
}

/** @param now milliseconds since 1970. @throws Unavailable */
export async function confirmSession(
  db: Database,
  sessionId: string,
  now: number,
  entry: Entry,
): Promise<void> {
  const confirming = db
    .update(sessions)
    .set({ confirmedAt: new Date(now) })
    .where(eq(sessions.id, sessionId))
  await run(db.batch([confirming, recording(db, entry)]))
}
