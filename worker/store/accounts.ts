import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { type Entry, recording } from './audit.ts'
import { voiding } from './challenges.ts'
import { type Database, run } from './client.ts'
import { accounts } from './schema.ts'

export type AccountRow = typeof accounts.$inferSelect

/**
 * The account of somebody who signs in.
 * @param name lower-case username or e-mail address: usernames hold no @. An address that several gave is
 * that of the first: saying that it is taken would tell whose it is.
 * @throws Unavailable
 */
export async function findByName(db: Database, name: string): Promise<AccountRow | undefined> {
  const named = name.includes('@')
    ? eq(sql`lower(${accounts.email})`, name)
    : eq(accounts.username, name)
  const [row] = await run(
    db
      .select()
      .from(accounts)
      .where(and(named, isNull(accounts.deletedAt)))
      .orderBy(asc(accounts.emailSince), asc(accounts.id))
      .limit(1),
  )
  return row
}

/** Whether anybody has an account here. @throws Unavailable */
export async function hasAccounts(db: Database): Promise<boolean> {
  const alive = db.select({ id: accounts.id }).from(accounts).where(isNull(accounts.deletedAt))
  const rows = await run(alive.limit(1))
  return rows.length > 0
}

/** @throws Unavailable */
export async function findById(db: Database, id: string): Promise<AccountRow | undefined> {
  const alive = and(eq(accounts.id, id), isNull(accounts.deletedAt))
  const [row] = await run(db.select().from(accounts).where(alive))
  return row
}

/**
 * Replaces a password hash, unless it was changed meanwhile.
 * @param entry recorded with it; none when the password stays what it is
 * @throws Unavailable
 */
export async function replaceHash(
  db: Database,
  account: AccountRow,
  hash: string,
  entry?: Entry,
): Promise<void> {
  const unchanged = and(
    eq(accounts.id, account.id),
    eq(accounts.passwordHash, account.passwordHash),
  )
  const replacing = db
    .update(accounts)
    .set({
      passwordHash: hash,
      updatedAt: sql`greatest(now(), ${accounts.updatedAt})`,
      ...(entry !== undefined && { passwordChangedAt: sql`now()` }),
    })
    .where(unchanged)
  if (entry === undefined) await run(replacing)
  else await run(db.batch([replacing, voiding(db, account.id), recording(db, entry)]))
}
