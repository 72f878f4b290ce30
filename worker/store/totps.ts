import { and, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { type Entry, recordingChange, recordingIf } from './audit.ts'
import { type Database, run } from './client.ts'
import { locking } from './factors.ts'
import { droppingCodes, makingCodes, type NewCodes } from './recovery-codes.ts'
import { totps } from './schema.ts'

export type TotpRow = typeof totps.$inferSelect

/** The app of an account, confirmed or only proposed. @throws Unavailable */
export async function findTotp(db: Database, accountId: string): Promise<TotpRow | undefined> {
  const [row] = await run(db.select().from(totps).where(eq(totps.accountId, accountId)))
  return row
}

/**
 * Keeps a secret that guards nothing yet, in place of one that never did.
 * @returns whether it is kept: not while one is confirmed
 * @throws Unavailable
 */
export async function proposeTotp(
  db: Database,
  accountId: string,
  secret: string,
  now: number,
): Promise<boolean> {
  const proposal = { secret, createdAt: new Date(now) }
  const kept = await run(
    db
      .insert(totps)
      .values({ accountId, ...proposal })
      .onConflictDoUpdate({
        target: totps.accountId,
        set: proposal,
        setWhere: isNull(totps.confirmedAt),
      })
      .returning({ accountId: totps.accountId }),
  )
  return kept.length > 0
}

/**
 * Lets a proposed secret guard its account from now on.
 * @param step of the code that showed it
 * @param codes kept if the account had no factor before
 * @param entry recorded with it
 * @returns whether the codes are kept; undefined when this secret is not proposed any more
 * @throws Unavailable
 */
export async function confirmTotp(
  db: Database,
  { accountId, secret }: TotpRow,
  step: number,
  codes: NewCodes,
  entry: Entry,
): Promise<boolean | undefined> {
  // Recorded by what it has changed: of two in the same moment the second changes nothing.
  const confirming = sql`
    update ${totps} set confirmed_at = ${new Date(codes.now).toISOString()}::timestamptz, last_step = ${step}
    where account_id = ${accountId} and secret = ${secret} and confirmed_at is null
    returning null as id`
  const [, confirmed, made] = await run(
    db.batch([
      locking(db, accountId),
      recordingChange(db, confirming, entry),
      ...makingCodes(db, codes),
    ]),
  )
  return confirmed.rows.length === 0 ? undefined : made.rows.length > 0
}

/**
 * Uses up a step, and with it those before: its code opens nothing any more.
 * @returns whether it was not used before
 * @throws Unavailable
 */
export async function spendStep(db: Database, accountId: string, step: number): Promise<boolean> {
  const unused = and(
    eq(totps.accountId, accountId),
    isNotNull(totps.confirmedAt),
    lt(totps.lastStep, step),
  )
  const spending = db.update(totps).set({ lastStep: step }).where(unused)
  const spent = await run(spending.returning({ accountId: totps.accountId }))
  return spent.length > 0
}

/** Removes the app of an account, and what is left of its recovery codes. @throws Unavailable */
export async function removeTotp(db: Database, accountId: string, entry: Entry): Promise<void> {
  const confirmed = sql`exists (
    select 1 from ${totps} where account_id = ${accountId} and confirmed_at is not null)`
  await run(
    db.batch([
      locking(db, accountId),
      recordingIf(db, confirmed, entry),
      db.delete(totps).where(eq(totps.accountId, accountId)),
      droppingCodes(db, accountId),
    ]),
  )
}
