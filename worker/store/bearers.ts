import { and, eq, gt, isNull } from 'drizzle-orm'
import { type Database, run } from './client.ts'
import { accessTokens, sessions } from './schema.ts'

/**
 * The ids of everything that speaks for an account now: its sessions, and the tokens of its programs.
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function bearersOf(db: Database, accountId: string, now: number): Promise<string[]> {
  const at = new Date(now)
  const running = and(
    eq(sessions.accountId, accountId),
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, at),
  )
  const valid = and(
    eq(accessTokens.accountId, accountId),
    isNull(accessTokens.revokedAt),
    gt(accessTokens.expiresAt, at),
  )
  const [signedIn, programs] = await run(
    db.batch([
      db.select({ id: sessions.id }).from(sessions).where(running),
      db.select({ id: accessTokens.id }).from(accessTokens).where(valid),
    ]),
  )
  return [...signedIn, ...programs].map(({ id }) => id)
}
