import { createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { COST, type Cost, formatPhc, isOutdated, parsePhc } from './phc.ts'

// The synchronous scrypt: the runtime computes the other one on the same thread anyway, and a
// request that goes away in the middle of an await would leave its place in a queue taken.

/** Bytes. */
const SALT = 16
const HASH = 32

/**
 * Hashes a password for keeping. Takes some 200 ms of CPU and 16 MiB.
 * @param pepper a secret kept apart from the database: a stolen table alone cannot be tried
 * @returns a PHC string
 */
export function hashPassword(password: string, pepper: string): string {
  const salt = randomBytes(SALT)
  return formatPhc({ ...COST, salt, hash: compute(password, pepper, salt, COST) })
}

export interface Verdict {
  matches: boolean
  /** It matches, but was hashed at another cost: hash it again while the password is at hand. */
  outdated: boolean
}

/**
 * Compares a password with a kept hash, in time that does not depend on where they differ.
 * @param kept a PHC string; without one (nobody of this name) the same work is done for nothing,
 * so that the time does not tell
 */
export function checkPassword(password: string, pepper: string, kept = NOBODY): Verdict {
  const phc = parsePhc(kept)
  const matches = timingSafeEqual(compute(password, pepper, phc.salt, phc), phc.hash)
  return { matches, outdated: matches && isOutdated(phc) }
}
const NOBODY = formatPhc({ ...COST, salt: new Uint8Array(SALT), hash: new Uint8Array(HASH) })

function compute(password: string, pepper: string, salt: Uint8Array, cost: Cost): Uint8Array {
  // NFKC: keyboards differ in how they compose letters (NIST SP 800-63B §5.1.1.2).
  const peppered = createHmac('sha256', pepper).update(password.normalize('NFKC')).digest()
  return scryptSync(peppered, salt, HASH, { N: 2 ** cost.ln, r: cost.r, p: cost.p })
}
