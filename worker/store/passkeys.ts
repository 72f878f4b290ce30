import { and, asc, eq, lt, sql } from 'drizzle-orm'
import { PASSKEYS_MAX } from '../../protocol/limits.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { type Entry, recordingIf } from './audit.ts'
import { type Database, run, UniqueViolation } from './client.ts'
import { locking } from './factors.ts'
import { droppingCodes, makingCodes, type NewCodes } from './recovery-codes.ts'
import { passkeys } from './schema.ts'

export type PasskeyRow = typeof passkeys.$inferSelect

/** Those of an account, the oldest first. @throws Unavailable */
export async function passkeysOf(db: Database, accountId: string): Promise<PasskeyRow[]> {
  const own = eq(passkeys.accountId, accountId)
  const all = db.select().from(passkeys).where(own)
  return await run(all.orderBy(asc(passkeys.createdAt), asc(passkeys.id)))
}

/** Whosever it is. @throws Unavailable */
export async function findPasskey(db: Database, id: string): Promise<PasskeyRow | undefined> {
  const [row] = await run(db.select().from(passkeys).where(eq(passkeys.id, id)))
  return row
}

/**
 * Adds a passkey to its account.
 * @param codes kept if the account had no factor before
 * @param entry recorded with it
 * @returns whether the codes are kept; a refusal when the account has enough, or the passkey is known
 * @throws Unavailable
 */
export async function insertPasskey(
  db: Database,
  row: Omit<PasskeyRow, 'lastUsedAt'>,
  codes: NewCodes,
  entry: Entry,
): Promise<Outcome<boolean>> {
  const batch = db.batch([
    locking(db, row.accountId),
    adding(db, row),
    recordingIf(db, exists(row.id, row.accountId), entry),
    ...makingCodes(db, codes),
  ])
  try {
    const [, { rows }, , made] = await run(batch)
    return rows.length > 0 ? done(made.rows.length > 0) : refused('too_many')
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    return refused('passkey_refused')
  }
}

function adding(db: Database, row: Omit<PasskeyRow, 'lastUsedAt'>) {
  const { id, accountId, publicKey, counter, transports, name, isBackedUp, createdAt } = row
  return db.execute<{ id: string }>(sql`
    insert into ${passkeys}
      (id, account_id, public_key, counter, transports, name, is_backed_up, created_at)
    select ${id}, ${accountId}, ${publicKey}, ${counter}::bigint,
      ${JSON.stringify(transports)}::jsonb, ${name}, ${isBackedUp}::boolean,
      ${createdAt.toISOString()}::timestamptz
    where (select count(*) from ${passkeys} where account_id = ${accountId}) < ${PASSKEYS_MAX}
    returning id`)
}

/**
 * Notes that a passkey was used.
 * @param counter how often, as it says itself; some never count
 * @returns false when it has counted as far already: there are two of it, or the answer came twice
 * @throws Unavailable
 */
export async function notePasskeyUse(
  db: Database,
  id: string,
  { counter, isBackedUp }: Pick<PasskeyRow, 'counter' | 'isBackedUp'>,
  now: number,
): Promise<boolean> {
  const advanced = counter === 0 ? eq(passkeys.counter, 0) : lt(passkeys.counter, counter)
  const noting = db
    .update(passkeys)
    .set({ counter, isBackedUp, lastUsedAt: new Date(now) })
    .where(and(eq(passkeys.id, id), advanced))
  const noted = await run(noting.returning({ id: passkeys.id }))
  return noted.length > 0
}

/** @returns undefined when the account has no such passkey. @throws Unavailable */
export async function renamePasskey(
  db: Database,
  { id, accountId }: Pick<PasskeyRow, 'id' | 'accountId'>,
  name: string,
  entry: Entry,
): Promise<PasskeyRow | undefined> {
  const own = and(eq(passkeys.id, id), eq(passkeys.accountId, accountId))
  const [[row]] = await run(
    db.batch([
      db.update(passkeys).set({ name }).where(own).returning(),
      recordingIf(db, exists(id, accountId), entry),
    ]),
  )
  return row
}

/**
 * Removes a passkey, and what is left of the recovery codes.
 * @returns false when the account has no such passkey
 * @throws Unavailable
 */
export async function removePasskey(
  db: Database,
  { id, accountId }: Pick<PasskeyRow, 'id' | 'accountId'>,
  entry: Entry,
): Promise<boolean> {
  const own = and(eq(passkeys.id, id), eq(passkeys.accountId, accountId))
  const [, , removed] = await run(
    db.batch([
      locking(db, accountId),
      recordingIf(db, exists(id, accountId), entry),
      db.delete(passkeys).where(own).returning({ id: passkeys.id }),
      droppingCodes(db, accountId),
    ]),
  )
  return removed.length > 0
}

function exists(id: string, accountId: string) {
  return sql`exists (
    select 1 from ${passkeys} where id = ${id} and account_id = ${accountId})`
}
