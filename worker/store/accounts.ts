import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { type Entry, recordingChange } from './audit.ts'
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
 * Hashes the same password anew, unless it was changed meanwhile.
 * @throws Unavailable
 */
export async function replaceHash(db: Database, account: AccountRow, hash: string): Promise<void> {
  const isSame = eq(accounts.passwordHash, account.passwordHash)
  await run(
    db
      .update(accounts)
      .set({ passwordHash: hash, updatedAt: LATER })
      .where(and(eq(accounts.id, account.id), isSame)),
  )
}

/**
 * Puts another password in place and records it. What the one before had led to is void.
 * @param known the one that is replaced, by who had to know it. Without, it is whichever there is, by a
 * link; other links are void then. A thief who knows the password must not void those
 * @returns whether it was replaced: not when the account is gone, or the known one was replaced meanwhile
 * @throws Unavailable
 */
export async function changeHash(
  db: Database,
  id: string,
  hash: string,
  entry: Omit<Entry, 'targetId'>,
  known?: Pick<AccountRow, 'passwordChangedAt'>,
): Promise<boolean> {
  const since = known?.passwordChangedAt?.toISOString() ?? null
  const isKnown =
    known && sql`${accounts.passwordChangedAt} is not distinct from ${since}::timestamptz`
  const changing = db
    .update(accounts)
    .set({ passwordHash: hash, passwordChangedAt: sql`now()`, updatedAt: LATER })
    .where(and(eq(accounts.id, id), isNull(accounts.deletedAt), isKnown))
    .returning({ id: accounts.id })
  const [{ rows }] = await run(
    db.batch([
      recordingChange(db, changing.getSQL(), entry),
      voiding(db, id, 'second_factor', ...(known ? [] : (['password_reset'] as const))),
    ]),
  )
  return rows.length > 0
}

const LATER = sql`greatest(now(), ${accounts.updatedAt})`
