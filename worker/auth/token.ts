import { createHash } from 'node:crypto'
import { errors, type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'

// An access token: a JWT that names the account and the session, and proves nothing else. What it
// stands for is looked up, so that a session can end before its token does.

export interface Claims {
  accountId: string
  sessionId: string
  /** Milliseconds since 1970; the token holds whole seconds. */
  expiresAt: number
}

/** The secret that signs, and those before it whose tokens are still taken. */
export type Secrets = readonly [string, ...string[]]

const ISSUER = 'alcove'
const AUDIENCE = 'alcove-api'
/** Says what kind of JWT this is, so that no other of ours passes for it (RFC 8725 §3.11). */
const TYPE = 'session+jwt'
const ALGORITHM = 'HS256'

export async function signToken(claims: Claims, [secret]: Secrets, now: number): Promise<string> {
  return await new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: keyId(secret) })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(claims.accountId)
    .setJti(claims.sessionId)
    .setIssuedAt(new Date(now))
    .setNotBefore(new Date(now))
    .setExpirationTime(new Date(claims.expiresAt))
    .sign(await imported(secret))
}

/** The claims of a token that is ours and runs still; undefined for every other text. */
export async function readToken(
  token: string,
  secrets: Secrets,
  now: number,
): Promise<Claims | undefined> {
  try {
    const { payload } = await jwtVerify(token, header => keyOf(header, secrets), {
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

/** The key a token names, of those we have; what else its header says of keys is not looked at. */
async function keyOf({ kid }: JWTHeaderParameters, secrets: Secrets): Promise<Key> {
  const named = secrets.find(secret => keyId(secret) === kid)
  if (named === undefined) throw new errors.JWKSNoMatchingKey()
  return await imported(named)
}

/** Names a secret without telling anything of it. */
export function keyId(secret: string): string {
  const known = keyIds.get(secret)
  if (known !== undefined) return known
  const id = createHash('sha256').update(`alcove key id ${secret}`).digest('base64url').slice(0, 8)
  keyIds.set(secret, id)
  return id
}
const keyIds = new Map<string, string>()

/** The secret as the runtime wants it, imported once: doing so costs more than a signature. */
async function imported(secret: string): Promise<Key> {
  const known = keys.get(secret)
  if (known !== undefined) return known
  const bytes = new TextEncoder().encode(secret)
  const key = await crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign', 'verify'])
  keys.set(secret, key)
  return key
}
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>
const HMAC = { name: 'HMAC', hash: 'SHA-256' }
/** Keys and no promises: one request must not wait for what another began. */
const keys = new Map<string, Key>()
