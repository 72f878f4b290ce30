import { createHmac, timingSafeEqual } from 'node:crypto'

// Shows that a text was made here, to who holds the secret: what was not is refused without asking
// anybody. Each use has a name, so that no proof passes for another.

type Use = 'csrf' | 'ticket' | 'token' | 'preview image'

/** The proof, 43 characters of base64url. */
export function proofOf(secret: string, use: Use, text: string): string {
  return createHmac('sha256', secret).update(`alcove ${use} ${text}`).digest('base64url')
}

/** Whether this is the proof of a text, under any secret still taken. */
export function isProofOf(
  secrets: readonly string[],
  use: Use,
  text: string,
  given: string,
): boolean {
  return secrets.some(secret => {
    const [wanted, got] = [Buffer.from(proofOf(secret, use, text)), Buffer.from(given)]
    return wanted.length === got.length && timingSafeEqual(wanted, got)
  })
}
