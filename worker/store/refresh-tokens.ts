import { and, eq, exists, gt, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
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
 * session lasts now. All or none. Done twice at once, both are given a next one: of two that were given
 * for the same one, whichever goes on first.
 * @returns whether there is a next one
 * @throws Unavailable
 */
export async function rotate(
  db: Database,
  used: RefreshRow,
  next: typeof refreshTokens.$inferInsert,
  session: SessionRow,
): Promise<boolean> {
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
  const [, , given] = await run(
    db.batch([
      // One after the other: two at once would not see each other.
      db.execute(sql`select 1 from ${sessions} where id = ${session.id} for update`),
      using,
      db
        .insert(refreshTokens)
        .select(unlessOvertaken(used, next))
        .returning({ hash: refreshTokens.hash }),
      db.delete(refreshTokens).where(forgotten),
      db
        .update(sessions)
        .set({ lastSeenAt, expiresAt, userAgent, ip, place })
        .where(eq(sessions.id, session.id)),
    ]),
  )
  return given.length > 0
}

/** The next one, in the order of the columns, unless somebody has gone on with another one given for the same. */
function unlessOvertaken(used: RefreshRow, next: typeof refreshTokens.$inferInsert): SQL {
  const { hash, sessionId, parent, createdAt } = next
  return sql`select ${hash}, ${sessionId}::uuid, ${parent}, ${createdAt.toISOString()}::timestamptz,
    null::timestamptz
    where not exists (
      select 1 from ${refreshTokens} other join ${refreshTokens} child on child.parent = other.hash
      where other.parent = ${used.parent}::text and other.hash <> ${used.hash})`
}
