import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { identify, identifyAtDoor } from '../auth/session.ts'
import { type Claims, readToken } from '../auth/token.ts'
import type { Identity } from '../domain/identity.ts'
import { Refusal } from '../errors.ts'
import type { Parts, Served } from '../parts.ts'
import { readCookie } from './cookie.ts'

/** A request whose sender is known. */
export interface SignedInRequest {
  Bindings: Parts
  Variables: Served['Variables'] & { identity: Identity }
}

/** Lets only those through who are signed in, and says who they are. */
export const signedIn = createMiddleware<SignedInRequest>(async (c, next) => {
  const identity = await identityOf(c.env, c)
  if (identity === undefined) throw new Refusal('unauthenticated')
  c.set('identity', identity)
  await next()
})

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
  return await readToken(token, parts.env.JWT_SECRET, parts.now())
}

// A header somebody wrote on purpose speaks louder than a cookie the browser adds, and decides
// alone: the origin check has let it pass for that reason.
function tokenOf(c: Context): string | undefined {
  const authorization = c.req.header('authorization')
  if (authorization === undefined) return readCookie(c)
  return BEARER.exec(authorization)?.[1]
}
const BEARER = /^Bearer +([\w.-]+)$/i
