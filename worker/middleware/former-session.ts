import type { Context } from 'hono'
import { isCsrfToken } from '../auth/csrf.ts'
import { hashOf, sessionNamedBy } from '../auth/refresh-token.ts'
import { type Ending, endSession, type SignedIn, secretsOf } from '../auth/session.ts'
import { visitOf } from '../auth/visit.ts'
import { log } from '../log.ts'
import type { Served } from '../parts.ts'
import { findRefreshed } from '../store/refresh-tokens.ts'
import { Unavailable } from '../unavailable.ts'
import { readRefresh } from './cookie.ts'
import { CSRF_HEADER, claimsOf, isByCookie } from './session.ts'

/**
 * The session that a request comes with: by the access token, or when that has run out by the refresh
 * token, if the page proves to be ours. Whether it runs still is not asked.
 */
export async function sessionOf(c: Context<Served>): Promise<Ending | undefined> {
  const claims = await claimsOf(c.env, c)
  if (claims !== undefined) return claims
  const token = isByCookie(c) ? readRefresh(c) : undefined
  // What was made up says nothing of its session that is true, and is to cost Postgres nothing.
  if (token === undefined || !provesItself(c, token)) return undefined
  return await findRefreshed(c.env.db, hashOf(token))
}

function provesItself(c: Context<Served>, token: string): boolean {
  const given = c.req.header(CSRF_HEADER)
  return isCsrfToken(secretsOf(c.env.env), sessionNamedBy(token), given)
}

/**
 * Ends the session that a browser had when it signs in once more: nobody would ever end it, as its
 * tokens are overwritten (ASVS 5.0, 7.2.4). When that fails it runs out by itself.
 */
export async function endFormer(c: Context<Served>, { refresh }: SignedIn): Promise<void> {
  try {
    const former = isByCookie(c) ? await sessionOf(c) : undefined
    if (former === undefined || former.sessionId === sessionNamedBy(refresh)) return
    await endSession(c.env, former, visitOf(c))
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    log('warn', 'unavailable', { part: error.part, reason: error.message })
  }
}
