import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { isCsrfToken } from '../auth/csrf.ts'
import { identify, identifyAtDoor, secretsOf } from '../auth/session.ts'
import { type Claims, readToken } from '../auth/token.ts'
import type { Identity } from '../domain/identity.ts'
import { Refusal } from '../errors.ts'
import type { Parts, Served } from '../parts.ts'
import { readAccess } from './cookie.ts'

/** Says again what the csrf cookie says. */
export const CSRF_HEADER = 'x-csrf-token'

/** A request whose sender is known. */
export interface SignedInRequest {
  Bindings: Parts
  Variables: Served['Variables'] & { identity: Identity }
}

/** Lets only those through who are signed in, and says who they are. */
export const signedIn = createMiddleware<SignedInRequest>(async (c, next) => {
  const identity = await identityOf(c.env, c)
  if (identity === undefined) throw new Refusal('unauthenticated')
  if (!SAFE.has(c.req.method) && isByCookie(c)) requireCsrf(c.env, c, identity.sessionId)
  c.set('identity', identity)
  await next()
})
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Asks whether a page of ours sends the request, where a cookie alone says who does.
 * @throws Refusal
 */
export function requireCsrf(parts: Parts, c: Context, sessionId: string): void {
  if (!isCsrfToken(secretsOf(parts.env), sessionId, c.req.header(CSRF_HEADER)))
    throw new Refusal('csrf_failed')
}

/** Whether nothing but the browser's cookie says who is asking. */
export function isByCookie(c: Context): boolean {
  return c.req.header('authorization') === undefined
}

/** Who sends the request, by the Bearer token or else the cookie. @throws Unavailable */
export async function identityOf(parts: Parts, c: Context): Promise<Identity | undefined> {
  const token = tokenOf(c)
  return token === undefined ? undefined : await identify(parts, token)
}

/** The same of one who opens a socket to a room, of which word is left. @throws Unavailable */
export async function identityAtDoor(
  parts: Parts,
  c: Context,
  roomId: string,
): Promise<Identity | undefined> {
  const token = tokenOf(c)
  return token === undefined ? undefined : await identifyAtDoor(parts, token, roomId)
}

/** What the request's token says, whether or not its session still runs; undefined without one. */
export async function claimsOf(parts: Parts, c: Context): Promise<Claims | undefined> {
  const token = tokenOf(c)
  if (token === undefined) return undefined
  return await readToken(token, secretsOf(parts.env), parts.now())
}

// A header somebody wrote on purpose speaks louder than a cookie the browser adds, and decides
// alone: the origin check has let it pass for that reason.
function tokenOf(c: Context): string | undefined {
  const authorization = c.req.header('authorization')
  if (authorization === undefined) return readAccess(c)
  return BEARER.exec(authorization)?.[1]
}
const BEARER = /^Bearer +([\w.-]+)$/i
