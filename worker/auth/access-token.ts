import { createHash, randomBytes } from 'node:crypto'
import { stringify } from 'uuid'
import { proofOf } from './proof.ts'

// The token of a program: random, opaque, long-lived. By its prefix those who scan public code find it;
// by its check what was not made here is refused without asking anybody.

/** Bytes: nobody guesses it, so it needs neither salt nor slow hash (ASVS 5.0, 11.5.1). */
const SECRET = 32
/** Characters of the check. Guessing it gains nothing but a question to Postgres, so it may be short. */
const CHECK = 6
const SHAPE = /^alcove_([\w-]{43})([\w-]{6})$/

/**
 * A new token as its program gets it, and the id, which is all that is kept of it.
 * @param pepper a secret that lasts as long as any token
 */
export function newAccessToken(pepper: string): { text: string; id: string } {
  const secret = randomBytes(SECRET).toString('base64url')
  const text = `alcove_${secret}${checkOf(secret, pepper)}`
  return { text, id: idOf(text) }
}

/** The id of a token that was made here; undefined for every other text. */
export function accessTokenId(text: string, pepper: string): string | undefined {
  const [, secret, check] = SHAPE.exec(text) ?? []
  if (secret === undefined || check !== checkOf(secret, pepper)) return undefined
  return idOf(text)
}

/** Whether an id is that of a token, where it might be that of a session: those are random (UUIDv4). */
export function isAccessTokenId(id: string): boolean {
  return id[14] === '8'
}

/** A UUIDv8 (RFC 9562 §5.8) made of the token's SHA-256, which leads from the token to the id and not back. */
function idOf(text: string): string {
  const id = createHash('sha256').update(text).digest().subarray(0, 16)
  id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x80, 6)
  id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8)
  return stringify(id)
}

function checkOf(secret: string, pepper: string): string {
  return proofOf(pepper, 'token', secret).slice(0, CHECK)
}
