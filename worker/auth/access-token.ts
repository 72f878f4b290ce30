import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { stringify } from 'uuid'

// The token of a program: random, opaque, long-lived. By its prefix those who scan public code find it;
// by its checksum what is no token is told apart without asking anybody.

const PREFIX = 'alcove_'
/** Bytes: nobody guesses it, so it needs neither salt nor slow hash (ASVS 5.0, 11.5.1). */
const SECRET = 32
/** Bytes of CRC-32. With the secret they make 48 characters and no bit more: each token has one spelling. */
const CHECKSUM = 4
const SHAPE = /^alcove_[\w-]{48}$/

/** A new token as its program gets it, and the id, which is all that is kept of it. */
export function newAccessToken(): { text: string; id: string } {
  const secret = randomBytes(SECRET)
  const text = PREFIX + Buffer.concat([secret, checksumOf(secret)]).toString('base64url')
  return { text, id: idOf(text) }
}

/** The id of a token that may be one of ours; undefined for every other text. */
export function accessTokenId(text: string): string | undefined {
  if (!SHAPE.test(text)) return undefined
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url')
  const isWhole = checksumOf(bytes.subarray(0, SECRET)).equals(bytes.subarray(SECRET))
  return isWhole ? idOf(text) : undefined
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

function checksumOf(secret: Buffer): Buffer {
  const checksum = Buffer.alloc(CHECKSUM)
  checksum.writeUInt32BE(crc32(secret))
  return checksum
}
