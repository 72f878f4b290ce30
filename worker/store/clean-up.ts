import { and, eq, exists, inArray, lt, ne, not, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { type Database, run } from './client.ts'
import { dayOf } from './command-uses.ts'
import {
  accessTokens,
  audit,
  challenges,
  commandUses,
  invitations,
  refreshTokens,
  reports,
  roomInvitations,
  sessions,
} from './schema.ts'

// What is of no use any more. Everything throws Unavailable.

/** Rows that one statement deletes, and statements for one kind in one go: what is more has to wait. */
export const CLEAN_UP_ROWS = 2_000
const ROUNDS = 25

const DAY_MS = 24 * 3_600_000
/** Days that something is kept after it ended, so that its owner may ask what it was. */
const ENDED_KEPT_DAYS = 30
/** Days for which it is kept how often a command was used. */
const USES_KEPT_DAYS = 400

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
  const unaudited = new Date(now - auditDays * DAY_MS)
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
    audit: await inPortions(db, audit, audit.id, lt(audit.createdAt, unaudited)),
    // As long as the audit says who resolved them.
    reports: await inPortions(
      db,
      reports,
      reports.id,
      and(ne(reports.state, 'open'), lt(reports.resolvedAt, unaudited)),
    ),
    roomInvitations: await askedInVain(db, at),
    commandUses: await oldUses(db, now),
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

/** Nobody has answered in time. They have no id of their own, and are few. */
async function askedInVain(db: Database, at: Date): Promise<number> {
  const { rowCount } = await run(
    db.delete(roomInvitations).where(lt(roomInvitations.expiresAt, at)),
  )
  return rowCount
}

async function oldUses(db: Database, now: number): Promise<number> {
  const old = lt(commandUses.day, dayOf(now - USES_KEPT_DAYS * DAY_MS))
  const { rowCount } = await run(db.delete(commandUses).where(old))
  return rowCount
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
