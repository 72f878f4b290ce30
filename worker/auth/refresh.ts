import type { Parts } from '../parts.ts'
import { type FoundRefresh, findRefresh, rotate } from '../store/refresh-tokens.ts'
import { hashOf, newRefreshToken } from './refresh-token.ts'
import { endSession, present, SESSION_MAX_MS, SESSION_MS, type SignedIn } from './session.ts'
import type { Visit } from './visit.ts'

/**
 * Milliseconds in which a token may be used again: two tabs ask at once, and an answer that got lost is
 * asked for anew. As long as a page waits for an answer, twice.
 */
export const REFRESH_GRACE_MS = 30_000

/**
 * Prolongs a session, and replaces the token that asks for it. A token that was used before is in two
 * hands: which is the thief's nobody knows, so the session ends for both.
 * @returns undefined when the token is not one of a running session
 * @throws Unavailable
 */
export async function refresh(
  parts: Parts,
  text: string,
  visit: Visit,
): Promise<SignedIn | undefined> {
  const now = parts.now()
  const found = await findRefresh(parts.db, hashOf(text), now)
  if (found === undefined) return undefined
  const { account, session, token } = found
  const ending = { sessionId: session.id, accountId: session.accountId }
  if (isReused(found, now)) {
    await endSession(parts, ending, visit, 'session.refresh_reused')
    return undefined
  }
  const end = Math.min(now + SESSION_MS, session.createdAt.getTime() + SESSION_MAX_MS)
  const next = newRefreshToken(session.id, now, token.hash)
  const prolonged = { ...session, ...visit, lastSeenAt: new Date(now), expiresAt: new Date(end) }
  if (!(await rotate(parts.db, token, next.row, prolonged))) {
    await endSession(parts, ending, visit, 'session.refresh_reused')
    return undefined
  }
  return await present(parts, account, prolonged, next)
}

/** Whether a token comes again when neither a second tab nor a lost answer explains it. */
function isReused({ token, isFollowed }: FoundRefresh, now: number): boolean {
  if (token.usedAt === null) return false
  return isFollowed || now - token.usedAt.getTime() > REFRESH_GRACE_MS
}
