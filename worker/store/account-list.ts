import { and, asc, eq, exists, gt, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { ACCOUNTS_PAGE } from '../../protocol/limits.ts'
import type { AccountEntry, AccountList } from '../../protocol/rest.ts'
import { type Database, run } from './client.ts'
import { accounts, passkeys, totps } from './schema.ts'

/**
 * A page of all accounts, the oldest first: their ids are made of the time.
 * @param after the last id of the page before
 * @throws Unavailable
 */
export async function listAccounts(db: Database, after: string | undefined): Promise<AccountList> {
  const next = after === undefined ? undefined : gt(accounts.id, after)
  const asked = accountEntries(db, and(isNull(accounts.deletedAt), next))
  const rows = await run(asked.orderBy(asc(accounts.id)).limit(ACCOUNTS_PAGE + 1))
  const page = rows.slice(0, ACCOUNTS_PAGE)
  const last = rows.length > ACCOUNTS_PAGE ? page.at(-1) : undefined
  return { accounts: page.map(toEntry), after: last?.id ?? null }
}

/** The statement that finds accounts as admins see them, for a batch or for `run`. */
export function accountEntries(db: Database, which: SQL | undefined) {
  const { id, username, displayName, email, role, createdAt } = accounts
  const app = and(eq(totps.accountId, id), isNotNull(totps.confirmedAt))
  const keys = db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.accountId, id))
  const apps = db.select({ id: totps.accountId }).from(totps).where(app)
  return db
    .select({
      ...{ id, username, displayName, email, role, createdAt },
      hasSecondFactor: sql`(${exists(apps)} or ${exists(keys)})`.mapWith(Boolean),
    })
    .from(accounts)
    .where(which)
}

type Row = Awaited<ReturnType<typeof accountEntries>>[number]

export function toEntry(row: Row): AccountEntry {
  return { ...row, createdAt: row.createdAt.getTime() }
}
