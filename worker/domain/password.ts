import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { COST, type Cost, formatPhc, isOutdated, parsePhc } from './phc.ts'
import { HASH_BYTES, type Scrypt } from './scrypt.ts'

const SALT_BYTES = 16

/** What hashing takes beside the password. */
export interface Hashing {
  /** A secret kept apart from the database: a stolen table alone cannot be tried. */
  pepper: string
  scrypt: Scrypt
}

/**
 * Hashes a password for keeping.
 * @returns a PHC string
 * @throws whatever the scrypt does
 */
export async function hashPassword(password: string, hashing: Hashing): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  return formatPhc({ ...COST, salt, hash: await compute(password, hashing, salt, COST) })
}

export interface Verdict {
  matches: boolean
  /** It matches, but was hashed at another cost: hash it again while the password is at hand. */
  outdated: boolean
}

/**
 * Compares a password with a kept hash, in time that does not depend on where they differ.
 * @param kept a PHC string; without one (nobody of this name) the same work is done for nothing,
 * so that the time does not tell, and nothing matches
 * @throws whatever the scrypt does
 */
export async function checkPassword(
  password: string,
  hashing: Hashing,
  kept?: string,
): Promise<Verdict> {
  const phc = parsePhc(kept ?? NOBODY)
  const isEqual = timingSafeEqual(await compute(password, hashing, phc.salt, phc), phc.hash)
  const matches = isEqual && kept !== undefined
  return { matches, outdated: matches && isOutdated(phc) }
}
const NOBODY = formatPhc({
  ...COST,
  salt: new Uint8Array(SALT_BYTES),
  hash: new Uint8Array(HASH_BYTES),
})

// Whoever computes scrypt is given what went through the pepper, never the password.
async function compute(
  password: string,
  { pepper, scrypt }: Hashing,
  salt: Uint8Array,
  cost: Cost,
): Promise<Uint8Array> {
  // NFKC: keyboards differ in how they compose letters (NIST SP 800-63B §5.1.1.2).
  const peppered = createHmac('sha256', pepper).update(password.normalize('NFKC')).digest()
  return await scrypt(peppered, salt, cost)
}
