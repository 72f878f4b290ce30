import { type SQL, sql } from 'drizzle-orm'
import type { Database } from './client.ts'

// What has to be decided by one at a time, because it depends on rows that are not there yet. A turn is
// taken by the first statement of a batch and lasts as long as it does; the statements after it see
// all that those before have decided.

/** Postgres keeps such locks by two numbers: whose they are, and what for. */
const OURS = 0xa1c0
const TURNS = { admins: 1, invitations: 2 } as const

/** @param when there is nothing to wait for otherwise */
export function takingTurns(db: Database, what: keyof typeof TURNS, when: SQL = sql`true`) {
  return db.execute(
    sql`select pg_advisory_xact_lock(${OURS}::int, ${TURNS[what]}::int) where ${when}`,
  )
}
