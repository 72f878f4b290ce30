import { createHash, randomBytes } from 'node:crypto'
import type { Parts } from '../parts.ts'
import {
  type ChallengeRow,
  findChallenge,
  insertChallenge,
  type Purpose,
  takeChallenge,
  tryChallenge,
} from '../store/challenges.ts'

// Random texts that are good for one thing, once, and not for long: what stands between two steps of
// signing in, and what opens a socket. In Postgres, where "once" holds without Redis too.

/** Bytes. */
const SECRET = 32

/** What a challenge stands for. */
export interface Posed {
  purpose: Purpose
  accountId?: string
  sessionId?: string
  /** What WebAuthn is to sign. */
  nonce?: string
}

/**
 * @param lifeMs milliseconds
 * @returns the text to hand out, which is not kept
 * @throws Unavailable
 */
export async function pose(
  parts: Parts,
  posed: Posed,
  lifeMs: number,
): Promise<{ token: string; expiresAt: number }> {
  const token = randomBytes(SECRET).toString('base64url')
  const now = parts.now()
  const expiresAt = now + lifeMs
  const row = { ...posed, hash: hashOf(token), expiresAt: new Date(expiresAt) }
  await insertChallenge(parts.db, row, now)
  return { token, expiresAt }
}

/** What a text stands for; asked a second time, nothing. @throws Unavailable */
export async function take(
  parts: Parts,
  token: string,
  purpose: Purpose,
): Promise<ChallengeRow | undefined> {
  return await takeChallenge(parts.db, hashOf(token), purpose, parts.now())
}

/** The same without taking it. @throws Unavailable */
export async function peek(
  parts: Parts,
  token: string,
  purpose: Purpose,
): Promise<ChallengeRow | undefined> {
  return await findChallenge(parts.db, hashOf(token), purpose, parts.now())
}

/**
 * Looks at it in order to try a code.
 * @returns undefined also when `most` were tried already
 * @throws Unavailable
 */
export async function tryAt(
  parts: Parts,
  token: string,
  purpose: Purpose,
  most: number,
): Promise<ChallengeRow | undefined> {
  return await tryChallenge(parts.db, hashOf(token), purpose, parts.now(), most)
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
