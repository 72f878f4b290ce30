import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Identity } from '../domain/identity.ts'
import { type Entry, recording } from './audit.ts'
import { type Database, run } from './client.ts'
import { accounts, sessions } from './schema.ts'

type NewSession = typeof sessions.$inferInsert

/** The statement that writes a session, for a batch. */
export function opening(db: Database, session: NewSession) {
  return db.insert(sessions).values(session)
}

/** Writes a session and its audit entry, both or none. @throws Unavailable */
export async function insertSession(
  db: Database,
  session: NewSession,
  entry: Entry,
): Promise<void> {
  await run(db.batch([opening(db, session), recording(db, entry)]))
}

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
      })
      .from(sessions)
      .innerJoin(accounts, eq(accounts.id, sessions.accountId))
      .where(alive),
  )
  return row && { ...row, expiresAt: row.expiresAt.getTime() }
}

/**
 * Ends a session and records it. Ending it again changes nothing but the record.
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function revokeSession(
  db: Database,
  sessionId: string,
  now: number,
  entry: Entry,
): Promise<void> {
  const running = and(eq(sessions.id, sessionId), isNull(sessions.revokedAt))
  const revoking = db
    .update(sessions)
    .set({ revokedAt: new Date(now) })
    .where(running)
  await run(db.batch([revoking, recording(db, entry)]))
}
