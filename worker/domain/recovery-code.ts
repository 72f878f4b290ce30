import { createHash } from 'node:crypto'
import { Secret } from 'otpauth/bare'

// Codes that people keep on paper: random enough to be hashed without salt or cost.

/** Bytes: 120 bits are 24 letters of base32. */
const CODE = 15

/** A code to be shown once, in groups that a person can copy. */
export function newRecoveryCode(): string {
  return new Secret({ size: CODE }).base32.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** What is kept of a code, however it is typed; undefined for what cannot be one. */
export function recoveryHash(typed: string): string | undefined {
  const letters = foldCode(typed)
  return SHAPE.test(letters) ? createHash('sha256').update(letters).digest('hex') : undefined
}
const SHAPE = /^[A-Z2-7]{24}$/

/** A code without what people put between its letters. */
export function foldCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
}
