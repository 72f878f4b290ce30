import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secrets } from './token.ts'

// The double submit, signed: a page of ours reads the cookie and says its value in a header, which no
// other page can. Bound to the session, so that a cookie planted by a neighbouring host is of no use
// (https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html).

/** The value for a session's pages. */
export function csrfToken([secret]: Secrets, sessionId: string): string {
  return signed(secret, sessionId)
}

/** Whether the header's value is the session's, under any secret still taken. */
export function isCsrfToken(secrets: Secrets, sessionId: string, given = ''): boolean {
  return secrets.some(secret => {
    const [wanted, got] = [Buffer.from(signed(secret, sessionId)), Buffer.from(given)]
    return wanted.length === got.length && timingSafeEqual(wanted, got)
  })
}

function signed(secret: string, sessionId: string): string {
  return createHmac('sha256', secret).update(`alcove csrf ${sessionId}`).digest('base64url')
}
