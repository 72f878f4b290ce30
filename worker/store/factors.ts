import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
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
  const [found] = await run(
    db
      .select({
        totpSince: totps.confirmedAt,
        passkeys: db.$count(passkeys, eq(passkeys.accountId, accountId)),
        recoveryCodesLeft: db.$count(recoveryCodes, unused),
      })
      .from(accounts)
      .leftJoin(totps, eq(totps.accountId, accounts.id))
      .where(eq(accounts.id, accountId)),
  )
  return found ?? { totpSince: null, passkeys: 0, recoveryCodesLeft: 0 }
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
