import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import type { Identity } from '../domain/identity.ts'
import { type Entry, recording, recordingChange } from './audit.ts'
import { type Database, run } from './client.ts'
import { accessTokens, accounts } from './schema.ts'

export type TokenRow = typeof accessTokens.$inferSelect

/** Milliseconds a revoked token is remembered, so that its revocation can be said again. */
const REVOKED_KEPT_MS = 7 * 24 * 3_600_000
/**
 * Milliseconds for which the note of a use holds: without Redis each request comes here, and must not
 * write each time.
 */
const USE_NOTED_MS = 60_000

/**
 * Writes a token and records it, unless its account has as many as it may. The account is held
 * meanwhile, so that two at once are counted one after the other.
 * @param max tokens of one account that run at the same time
 * @returns whether there was room. The record comes after: a token without one was told to nobody.
 * @throws Unavailable
 */
export async function insertToken(
  db: Database,
  token: Omit<TokenRow, 'lastUsedAt' | 'revokedAt'>,
  max: number,
  entry: Entry,
): Promise<boolean> {
  const { id, accountId, name, createdAt, expiresAt } = token
  const owner = db.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId))
  const longAgo = lt(accessTokens.revokedAt, new Date(createdAt.getTime() - REVOKED_KEPT_MS))
  const forgotten = or(
    lt(accessTokens.expiresAt, createdAt),
    and(eq(accessTokens.accountId, accountId), longAgo),
  )
  const others = sql`select count(*) from ${accessTokens} where ${running(accountId, createdAt)}`
  // In the order of the columns, as an insert of what is selected wants them.
  const row = sql`select ${id}::uuid, ${accountId}::uuid, ${name}::text,
    ${JSON.stringify(token.scopes)}::jsonb, ${createdAt.toISOString()}::timestamptz,
    ${expiresAt.toISOString()}::timestamptz, null::timestamptz, null::timestamptz
    where (${others}) < ${max}`
  const [, , made] = await run(
    db.batch([
      owner.for('update'),
      db.delete(accessTokens).where(forgotten),
      db.insert(accessTokens).select(row).returning({ id: accessTokens.id }),
    ]),
  )
  if (made.length === 0) return false
  await run(recording(db, entry))
  return true
}

/** The tokens of an account that run, the newest first. @throws Unavailable */
export async function runningTokens(
  db: Database,
  accountId: string,
  now: number,
): Promise<TokenRow[]> {
  const own = db
    .select()
    .from(accessTokens)
    .where(running(accountId, new Date(now)))
  return await run(own.orderBy(desc(accessTokens.createdAt), desc(accessTokens.id)))
}

/** Whether an account has a token, or had it of late. @throws Unavailable */
export async function hasToken(db: Database, accountId: string, id: string): Promise<boolean> {
  const own = and(eq(accessTokens.id, id), eq(accessTokens.accountId, accountId))
  const rows = await run(db.select({ id: accessTokens.id }).from(accessTokens).where(own))
  return rows.length > 0
}

/**
 * Ends a token and records it. Ending it again changes nothing.
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function revokeToken(
  db: Database,
  id: string,
  now: number,
  entry: Omit<Entry, 'targetId'>,
): Promise<void> {
  const revoking = db
    .update(accessTokens)
    .set({ revokedAt: new Date(now) })
    .where(and(eq(accessTokens.id, id), isNull(accessTokens.revokedAt)))
    .returning({ id: accessTokens.id })
  await run(recordingChange(db, revoking.getSQL(), entry))
}

/**
 * Who a token stands for, unless it was revoked, has run out or its account is gone; and notes that it
 * was used.
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function findProgram(
  db: Database,
  id: string,
  now: number,
): Promise<Identity | undefined> {
  const { displayName, username, readReceipts } = accounts
  const { scopes, expiresAt } = accessTokens
  const own = { id: accounts.id, username, displayName, readReceipts, sessionId: accessTokens.id }
  const usedBefore = lt(accessTokens.lastUsedAt, new Date(now - USE_NOTED_MS))
  const [[row]] = await run(
    db.batch([
      db
        .select({ ...own, expiresAt, scopes, namedAt: accounts.updatedAt })
        .from(accessTokens)
        .innerJoin(accounts, eq(accounts.id, accessTokens.accountId))
        .where(and(eq(accessTokens.id, id), runs(new Date(now)), isNull(accounts.deletedAt))),
      db
        .update(accessTokens)
        .set({ lastUsedAt: new Date(now) })
        .where(
          and(
            eq(accessTokens.id, id),
            runs(new Date(now)),
            or(isNull(accessTokens.lastUsedAt), usedBefore),
          ),
        ),
    ]),
  )
  return row && { ...row, expiresAt: row.expiresAt.getTime(), namedAt: row.namedAt.getTime() }
}

function running(accountId: string, now: Date) {
  return and(eq(accessTokens.accountId, accountId), runs(now))
}

function runs(now: Date) {
  return and(isNull(accessTokens.revokedAt), gt(accessTokens.expiresAt, now))
}
