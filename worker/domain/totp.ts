import { createHmac } from 'node:crypto'
import { Secret, TOTP } from 'otpauth/bare'

// Codes of an authenticator app (RFC 6238), in the one form that all apps know.

/** What a code is made by. */
const FORM = { issuer: 'Alcove', algorithm: 'SHA1', digits: 6, period: 30, hmac } as const
/** Bytes, as many as the hash has (RFC 4226 §4, R6). */
const SECRET = 20
/** Steps that a clock may be off, to either side. */
const WINDOW = 1

/** A new secret, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET }).base32
}

/** What an app reads from a QR code: the secret, and whose it is. */
export function totpUri(secret: string, username: string): string {
  return new TOTP({ ...FORM, label: username, secret }).toString()
}

/**
 * The step of time that a code belongs to, if it is one of now or next to it.
 * @param now milliseconds since 1970
 */
export function totpStep(secret: string, code: string, now: number): number | undefined {
  const totp = new TOTP({ ...FORM, secret })
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW })
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta
}

// The library's own is in JavaScript, and its digests of all kinds would come along.
function hmac(_algorithm: string, key: Uint8Array, message: Uint8Array): Uint8Array {
  return createHmac('sha1', key).update(message).digest()
}
