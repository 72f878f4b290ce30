import { and, eq, exists, inArray, lt, not, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { type Database, run } from './client.ts'
import { accessTokens, audit, challenges, invitations, refreshTokens, sessions } from './schema.ts'

// What is of no use any more. Everything throws Unavailable.

/** Rows that one statement deletes, and statements for one kind in one go: what is more has to wait. */
export const CLEAN_UP_ROWS = 2_000
const ROUNDS = 25

const DAY_MS = 24 * 3_600_000
/** Days that something is kept after it ended, so that its owner may ask what it was. */
const ENDED_KEPT_DAYS = 30

/**
 * Deletes what ended long ago, and what the audit has no longer to say.
 * @param now milliseconds since 1970
 * @returns how many rows of each kind
 */
export async function deleteOld(
  db: Database,
  now: number,
  auditDays: number,
): Promise<Record<string, number>> {
  const at = new Date(now)
  const ended = new Date(now - ENDED_KEPT_DAYS * DAY_MS)
  const ofEndedSessions = exists(
    db
      .select({ one: sql`1` })
      .from(sessions)
      .where(and(eq(sessions.id, refreshTokens.sessionId), isOver(sessions, at, ended))),
  )
  const hasTokens = exists(
    db.select({ one: sql`1` }).from(refreshTokens).where(eq(refreshTokens.sessionId, sessions.id)),
  )
  return {
    // Before their sessions, which would take any number of them along.
    refreshTokens: await inPortions(db, refreshTokens, refreshTokens.hash, ofEndedSessions),
    sessions: await inPortions(
      db,
      sessions,
      sessions.id,
      and(isOver(sessions, at, ended), not(hasTokens)),
    ),
    tokens: await inPortions(db, accessTokens, accessTokens.id, isOver(accessTokens, at, ended)),
    invitations: await inPortions(
      db,
      invitations,
      invitations.id,
      or(lt(invitations.expiresAt, ended), lt(invitations.revokedAt, ended)),
    ),
    challenges: await inPortions(db, challenges, challenges.hash, lt(challenges.expiresAt, at)),
    audit: await inPortions(
      db,
      audit,
      audit.id,
      lt(audit.createdAt, new Date(now - auditDays * DAY_MS)),
    ),
  }
}

/**
 * Whether it ended long ago, by itself or by somebody. The index knows when it would have by itself,
 * which for something withdrawn may be later; until then it stays.
 */
function isOver(table: typeof sessions | typeof accessTokens, at: Date, ended: Date) {
  const end = sql`coalesce(${table.revokedAt}, ${table.expiresAt})`
  return and(lt(table.expiresAt, at), sql`${end} < ${ended.toISOString()}`)
}

/** @returns how many were deleted */
async function inPortions(
  db: Database,
  table: PgTable,
  key: PgColumn,
  old: SQL | undefined,
): Promise<number> {
  let total = 0
  for (let round = 0; round < ROUNDS; round++) {
    const portion = db.select({ key }).from(table).where(old).limit(CLEAN_UP_ROWS)
    const { rowCount } = await run(db.delete(table).where(inArray(key, portion)))
    total += rowCount
    if (rowCount < CLEAN_UP_ROWS) break
  }
  return total
}
