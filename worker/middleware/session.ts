import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Scope } from '../../protocol/rest.ts'
import { accessTokenId } from '../auth/access-token.ts'
import { isCsrfToken } from '../auth/csrf.ts'
import { type Credential, identify, secretsOf } from '../auth/session.ts'
import { type Claims, readToken } from '../auth/token.ts'
import type { Identity } from '../domain/identity.ts'
import { mayWith } from '../domain/scopes.ts'
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

/** Lets only people through who are signed in, and says who they are. */
export const signedIn = admitting(undefined)

/** The same, and programs whose token has this scope. */
export function signedInWith(scope: Scope) {
  return admitting(scope)
}

function admitting(scope: Scope | undefined) {
  return createMiddleware<SignedInRequest>(async (c, next) => {
    const credential = await credentialOf(c.env, c)
    const identity = credential && (await identify(c.env, credential))
    if (identity === undefined) throw new Refusal('unauthenticated')
    if (!SAFE.has(c.req.method) && isByCookie(c)) requireCsrf(c.env, c, identity.sessionId)
    requireScope(identity, scope)
    c.set('identity', identity)
    await next()
  })
}
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Asks whether a program's token is good for this; without a scope, none is.
 * @throws Refusal which names what it would take (RFC 6750 §3)
 */
export function requireScope(identity: Identity, scope: Scope | undefined): void {
  if (mayWith(identity, scope)) return
  const wanted = scope === undefined ? '' : `, scope="${scope}"`
  const challenge = `Bearer realm="alcove", error="insufficient_scope"${wanted}`
  throw new Refusal('insufficient_scope', { headers: { 'www-authenticate': challenge } })
}

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

/** What says who sends the request: the Bearer token, or else the cookie. */
export async function credentialOf(parts: Parts, c: Context): Promise<Credential | undefined> {
  // The token of a program counts only where somebody wrote it: cookies a browser sends unasked.
  const token = isByCookie(c) ? undefined : tokenOf(c)
  const id = token === undefined ? undefined : accessTokenId(token, parts.env.PASSWORD_PEPPER)
  return id === undefined ? await claimsOf(parts, c) : { sessionId: id }
}

/** What the session's token says, whether or not its session still runs; undefined without one. */
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
/** Longer than any token of ours is nonsense. */
const BEARER = /^Bearer +([\w.-]{1,1024})$/i
