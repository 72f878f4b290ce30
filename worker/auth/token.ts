import { errors, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'

// A session's token: a JWT that names the account and the session, and proves nothing else. What
// it stands for is looked up, so that a session can end before its token does.

export interface Claims {
  accountId: string
  sessionId: string
  /** Milliseconds since 1970; the token holds whole seconds. */
  expiresAt: number
}

const ISSUER = 'alcove'
const AUDIENCE = 'alcove-api'
/** Says what kind of JWT this is, so that no other of ours passes for it (RFC 8725 §3.11). */
const TYPE = 'session+jwt'
const ALGORITHM = 'HS256'

export async function signToken(claims: Claims, secret: string, now: number): Promise<string> {
  return await new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(claims.accountId)
    .setJti(claims.sessionId)
    .setIssuedAt(new Date(now))
    .setExpirationTime(new Date(claims.expiresAt))
    .sign(await key(secret))
}

/** The claims of a token that is ours and runs still; undefined for every other text. */
export async function readToken(
  token: string,
  secret: string,
  now: number,
): Promise<Claims | undefined> {
  try {
    const { payload } = await jwtVerify(token, await key(secret), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ['sub', 'jti', 'iat', 'exp'],
      currentDate: new Date(now),
    })
    const { sub, jti, exp } = payloadSchema.parse(payload)
    return { accountId: sub, sessionId: jti, expiresAt: exp * 1_000 }
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return undefined
    throw error
  }
}
const payloadSchema = z.object({ sub: z.uuid(), jti: z.uuid(), exp: z.int() })

/** The secret as the runtime wants it, imported once: doing so costs more than a signature. */
async function key(secret: string): Promise<Key> {
  const known = keys.get(secret)
  if (known !== undefined) return known
  const bytes = new TextEncoder().encode(secret)
  const imported = await crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign', 'verify'])
  keys.set(secret, imported)
  return imported
}
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>
const HMAC = { name: 'HMAC', hash: 'SHA-256' }
/** Keys and no promises: one request must not wait for what another began. */
const keys = new Map<string, Key>()
