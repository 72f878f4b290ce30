import type { Factor } from '../../protocol/rest.ts'
import type { Parts } from '../parts.ts'
import type { AccountRow } from '../store/accounts.ts'
import { insertSession } from '../store/sessions.ts'
import { endSession, newSession, present, type SignedIn } from './session.ts'
import type { Visit } from './visit.ts'

/**
 * Opens a session for somebody who has shown who they are.
 * Of more sessions than one account may have, those end that were used longest ago.
 * @param account as it was when they did
 * @param factor what they showed beside the password, or in its place
 * @returns undefined when the account is gone since, or its password another
 * @throws Unavailable
 */
export async function signIn(
  parts: Parts,
  account: AccountRow,
  visit: Visit,
  factor?: Factor,
): Promise<SignedIn | undefined> {
  const session = newSession(account.id, visit, parts.now())
  const entry = { action: 'session.login', actorId: account.id, ip: visit.ip } as const
  const detail = factor === undefined ? {} : { detail: { factor } }
  const [made, now] = [{ ...entry, ...detail }, parts.now()]
  const surplus = await insertSession(parts.db, account, session, made, now)
  if (surplus === undefined) return undefined
  for (const sessionId of surplus)
    await endSession(parts, { accountId: account.id, sessionId }, visit, 'session.revoked')
  return await present(parts, account, session.row, session.refresh)
}
