import { and, eq, exists, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { AccountRow } from './accounts.ts'
import { type Database, run } from './client.ts'
import { accounts, refreshTokens, sessions } from './schema.ts'

type RefreshRow = typeof refreshTokens.$inferSelect
type SessionRow = typeof sessions.$inferSelect

export interface FoundRefresh {
  token: RefreshRow
  session: SessionRow
  account: AccountRow
  /** One that was given for it has been used. */
  isFollowed: boolean
}

/** Milliseconds a used token is remembered. Later it is unknown, which opens nothing either. */
const USED_KEPT_MS = 7 * 24 * 3_600_000

/**
 * A token of a session that runs, used or not, with whose it is.
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function findRefresh(
  db: Database,
  hash: string,
  now: number,
): Promise<FoundRefresh | undefined> {
  const running = and(
    eq(refreshTokens.hash, hash),
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, new Date(now)),
    isNull(accounts.deletedAt),
  )
  const child = alias(refreshTokens, 'child')
  const followed = and(eq(child.parent, refreshTokens.hash), isNotNull(child.usedAt))
  const [row] = await run(
    db
      .select({
        token: refreshTokens,
        session: sessions,
        account: accounts,
        isFollowed: exists(db.select().from(child).where(followed)).mapWith(Boolean),
      })
      .from(refreshTokens)
      .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
      .innerJoin(accounts, eq(accounts.id, sessions.accountId))
      .where(running),
  )
  return row
}

/** Whose session a token is or was one of, whether or not it runs. @throws Unavailable */
export async function findRefreshed(
  db: Database,
  hash: string,
): Promise<{ sessionId: string; accountId: string } | undefined> {
  const [row] = await run(
    db
      .select({ sessionId: sessions.id, accountId: sessions.accountId })
      .from(refreshTokens)
      .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
      .where(eq(refreshTokens.hash, hash)),
  )
  return row
}

/**
 * Uses a token, and with it those given for the same one before; writes the next and how long its
 * session lasts now. All or none. Done twice at once, both are given a next one.
 * @throws Unavailable
 */
export async function rotate(
  db: Database,
  used: RefreshRow,
  next: typeof refreshTokens.$inferInsert,
  session: SessionRow,
): Promise<void> {
  const sibling = used.parent === null ? undefined : eq(refreshTokens.parent, used.parent)
  const now = next.createdAt
  const using = db
    .update(refreshTokens)
    .set({ usedAt: sql`coalesce(${refreshTokens.usedAt}, ${now})` })
    .where(or(eq(refreshTokens.hash, used.hash), sibling))
  const forgotten = and(
    eq(refreshTokens.sessionId, session.id),
    lt(refreshTokens.usedAt, new Date(now.getTime() - USED_KEPT_MS)),
  )
  const { lastSeenAt, expiresAt, userAgent, ip, place } = session
  await run(
    db.batch([
      using,
      db.insert(refreshTokens).values(next),
      db.delete(refreshTokens).where(forgotten),
      db
        .update(sessions)
        .set({ lastSeenAt, expiresAt, userAgent, ip, place })
        .where(eq(sessions.id, session.id)),
    ]),
  )
}
