import { eq, sql } from 'drizzle-orm'
import { type Entry, recordingChange, recordingIf } from './audit.ts'
import { type Database, run } from './client.ts'
import { hasFactor, locking } from './factors.ts'
import { recoveryCodes } from './schema.ts'

// Recovery codes are there exactly while a factor is: whoever changes factors makes or drops them in
// the same batch.

type RecoveryCodeRow = typeof recoveryCodes.$inferSelect

/** A set that is about to be kept, with what is recorded if it is. */
export interface NewCodes {
  accountId: string
  hashes: readonly string[]
  /** Milliseconds since 1970. */
  now: number
  entry: Entry
}

/** Keeps a set if there is a factor and no code yet; the first statement gives back what is kept. */
export function makingCodes(db: Database, { accountId, hashes, now, entry }: NewCodes) {
  const making = db.execute<{ hash: string }>(sql`
    insert into ${recoveryCodes} (hash, account_id, created_at)
    select hash, ${accountId}, ${new Date(now).toISOString()}::timestamptz
    from jsonb_array_elements_text(${JSON.stringify(hashes)}::jsonb) as hash
    where ${hasFactor(accountId)}
      and not exists (select 1 from ${recoveryCodes} where account_id = ${accountId})
    returning hash`)
  const made = sql`exists (select 1 from ${recoveryCodes} where hash = ${hashes[0]})`
  return [making, recordingIf(db, made, entry)] as const
}

/** Does away with codes that there is no factor for any more. */
export function droppingCodes(db: Database, accountId: string) {
  return db.execute(sql`
    delete from ${recoveryCodes} where account_id = ${accountId} and not ${hasFactor(accountId)}`)
}

/**
 * Keeps a set in place of the one there was.
 * @returns whether it is kept: not without a factor
 * @throws Unavailable
 */
export async function replaceCodes(db: Database, codes: NewCodes): Promise<boolean> {
  const old = eq(recoveryCodes.accountId, codes.accountId)
  const [, , made] = await run(
    db.batch([
      locking(db, codes.accountId),
      db.delete(recoveryCodes).where(old),
      ...makingCodes(db, codes),
    ]),
  )
  return made.rows.length > 0
}

/**
 * Uses a code up.
 * @param now milliseconds since 1970
 * @param entry recorded if it is
 * @returns whether it was one of the account, unused until now
 * @throws Unavailable
 */
export async function spendCode(
  db: Database,
  { accountId, hash }: Pick<RecoveryCodeRow, 'accountId' | 'hash'>,
  now: number,
  entry: Entry,
): Promise<boolean> {
  // One statement: of two that come in the same millisecond one alone leaves word of it.
  const spending = sql`
    update ${recoveryCodes} set used_at = ${new Date(now).toISOString()}::timestamptz
    where hash = ${hash} and account_id = ${accountId} and used_at is null
    returning account_id as id`
  return (await run(recordingChange(db, spending, entry))).rows.length > 0
}
