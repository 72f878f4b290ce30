import { isProofOf, proofOf } from './proof.ts'
import type { Secrets } from './token.ts'

// The double submit, signed: a page of ours reads the cookie and says its value in a header, which no
// other page can. Bound to the session, so that a cookie planted by a neighbouring host is of no use
// (https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html).

/** The value for a session's pages. */
export function csrfToken([secret]: Secrets, sessionId: string): string {
  return proofOf(secret, 'csrf', sessionId)
}

/** Whether the header's value is the session's, under any secret still taken. */
export function isCsrfToken(secrets: Secrets, sessionId: string, given = ''): boolean {
  return isProofOf(secrets, 'csrf', sessionId, given)
}
