import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

// What is kept and has to be read again: AES-256-GCM under a key made of the pepper, so that a stolen
// database alone shows nothing. Whose it is is sealed in: a row copied to another account is void.

const CIPHER = 'aes-256-gcm'
/** Bytes. */
const KEY = 32
const NONCE = 12
const TAG = 16
/** What the key is for: the pepper has other uses. A new word here makes all that is kept unreadable. */
const CONTEXT = 'alcove sealing 1'

/** @param owner the id of the account it is kept for */
export function seal(pepper: string, owner: string, text: string): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, keyOf(pepper), nonce).setAAD(Buffer.from(owner))
  const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(sealed).toString('base64url')
}

/** The text again; undefined when the pepper is another now, or the row not this account's. */
export function unseal(pepper: string, owner: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < NONCE + TAG) return undefined
  const nonce = bytes.subarray(0, NONCE)
  const decipher = createDecipheriv(CIPHER, keyOf(pepper), nonce, { authTagLength: TAG })
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(-TAG))
  const body = decipher.update(bytes.subarray(NONCE, -TAG))
  try {
    return Buffer.concat([body, decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

function keyOf(pepper: string): Buffer {
  return Buffer.from(hkdfSync('sha256', pepper, '', CONTEXT, KEY))
}
