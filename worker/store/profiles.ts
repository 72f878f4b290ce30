import { and, eq, isNull, sql } from 'drizzle-orm'
import type { AccountRow } from './accounts.ts'
import { type Entry, recording } from './audit.ts'
import { type Database, run } from './client.ts'
import { accounts } from './schema.ts'

/** What people change of their own account. */
export type Change = Partial<
  Pick<
    AccountRow,
    'displayName' | 'about' | 'status' | 'statusUntil' | 'readReceipts' | 'email' | 'emailSince'
  >
>

/**
 * Changes an account and records it.
 * @returns the account as it is now, or undefined when it is gone
 * @throws Unavailable
 */
export async function changeAccount(
  db: Database,
  id: string,
  change: Change,
  entry: Entry,
): Promise<AccountRow | undefined> {
  const changing = db
    .update(accounts)
    .set({ ...change, updatedAt: LATER })
    .where(and(eq(accounts.id, id), isNull(accounts.deletedAt)))
    .returning()
  const [rows] = await run(db.batch([changing, recording(db, entry)]))
  return rows[0]
}

// Rises with every change, whatever the clock does: of two names the later one counts.
const LATER = sql`greatest(now(), ${accounts.updatedAt} + interval '1 millisecond')`
