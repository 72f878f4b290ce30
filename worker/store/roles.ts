import { and, eq, exists, isNull, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { AccountEntry, AccountRole } from '../../protocol/rest.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { accountEntries, toEntry } from './account-list.ts'
import { type Entry, recordingChange } from './audit.ts'
import { voidingResets } from './challenges.ts'
import { type Database, run } from './client.ts'
import { accounts } from './schema.ts'
import { takingTurns } from './turns.ts'

/**
 * Makes somebody an admin or a member, and records it if they were not so already. Two admins who
 * step down at once do so one after the other: the second has to stay.
 * @returns the account as it is then, or a refusal
 * @throws Unavailable
 */
export async function changeRole(
  db: Database,
  id: string,
  role: AccountRole,
  entry: Entry,
): Promise<Outcome<AccountEntry>> {
  const alive = and(eq(accounts.id, id), isNull(accounts.deletedAt))
  const changing = db
    .update(accounts)
    .set({ role, updatedAt: sql`now()` })
    .where(and(alive, ne(accounts.role, role), role === 'admin' ? undefined : another(db, id)))
    .returning({ id: accounts.id })
  const [, , [row]] = await run(
    db.batch([
      takingTurns(db, 'admins'),
      recordingChange(db, changing.getSQL(), entry),
      accountEntries(db, alive),
      // Who is no admin any more may have links to anybody's account at hand.
      ...(role === 'admin' ? [] : [voidingResets(db, id)]),
    ]),
  )
  if (row === undefined) return refused('not_found')
  return row.role === role ? done(toEntry(row)) : refused('sole_admin')
}

/** Whether somebody else is an admin. */
function another(db: Database, id: string) {
  const other = alias(accounts, 'other')
  const admin = and(eq(other.role, 'admin'), isNull(other.deletedAt), ne(other.id, id))
  return exists(db.select({ id: other.id }).from(other).where(admin))
}
