import { createHash, randomBytes } from 'node:crypto'

// What prolongs a session: random, opaque, of use once. Only its hash is kept.

/** Bytes: nobody guesses it, so nobody needs to be slowed down (ASVS 5.0, 7.2.3 and 11.5.1). */
const SECRET = 32

/** A token as the browser gets it, and what is kept of it. */
export interface RefreshToken {
  text: string
  row: { hash: string; sessionId: string; parent: string | null; createdAt: Date }
}

/** @param parent the hash of the one it is given for */
export function newRefreshToken(
  sessionId: string,
  now: number,
  parent: string | null = null,
): RefreshToken {
  const text = `${sessionId}.${randomBytes(SECRET).toString('base64url')}`
  return { text, row: { hash: hashOf(text), sessionId, parent, createdAt: new Date(now) } }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The session a text claims to be of, before anybody has looked whether it is. */
export function sessionNamedBy(text: string): string {
  return text.slice(0, text.indexOf('.'))
}
