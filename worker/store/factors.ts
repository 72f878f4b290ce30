import { and, count, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { type Database, run } from './client.ts'
import { accounts, passkeys, recoveryCodes, totps } from './schema.ts'

// What holds of all second factors of an account together.

/** What stands beside a password. */
export interface Factors {
  /** When the app was confirmed; null without one. */
  totpSince: Date | null
  passkeys: number
  recoveryCodesLeft: number
}

/** @throws Unavailable */
export async function findFactors(db: Database, accountId: string): Promise<Factors> {
  const unused = and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt))
  const [apps, [keys], [codes]] = await run(
    db.batch([
      db.select({ since: totps.confirmedAt }).from(totps).where(eq(totps.accountId, accountId)),
      db.select({ count: count() }).from(passkeys).where(eq(passkeys.accountId, accountId)),
      db.select({ count: count() }).from(recoveryCodes).where(unused),
    ]),
  )
  return {
    totpSince: apps[0]?.since ?? null,
    passkeys: keys?.count ?? 0,
    recoveryCodesLeft: codes?.count ?? 0,
  }
}

/** Lets one at a time change the factors of an account. Comes first in their batch. */
export function locking(db: Database, accountId: string) {
  return db.execute(sql`select 1 from ${accounts} where id = ${accountId} for update`)
}

/** Whether an account is guarded by more than its password, inside a statement. */
export function hasFactor(accountId: string): SQL {
  return sql`(
    exists (select 1 from ${totps} where account_id = ${accountId} and confirmed_at is not null)
    or exists (select 1 from ${passkeys} where account_id = ${accountId}))`
}
