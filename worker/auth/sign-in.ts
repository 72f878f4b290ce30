import type { Factor } from '../../protocol/rest.ts'
import type { Parts } from '../parts.ts'
import type { AccountRow } from '../store/accounts.ts'
import { insertSession } from '../store/sessions.ts'
import { endSession, newSession, present, type SignedIn } from './session.ts'
import type { Visit } from './visit.ts'

/**
 * Opens a session for somebody who has shown who they are.
 * Of more sessions than one account may have, those end that were used longest ago.
 * @param factor what they showed beside the password, or in its place
 * @throws Unavailable
 */
export async function signIn(
  parts: Parts,
  account: AccountRow,
  visit: Visit,
  factor?: Factor,
): Promise<SignedIn> {
  const session = newSession(account.id, visit, parts.now())
  const entry = { action: 'session.login', actorId: account.id, ip: visit.ip } as const
  const detail = factor === undefined ? {} : { detail: { factor } }
  const surplus = await insertSession(parts.db, session, { ...entry, ...detail }, parts.now())
  for (const sessionId of surplus)
    await endSession(parts, { accountId: account.id, sessionId }, visit, 'session.revoked')
  return await present(parts, account, session.row, session.refresh)
}
