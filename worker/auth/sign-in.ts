import { SESSIONS_MAX } from '../../protocol/limits.ts'
import type { Factor } from '../../protocol/rest.ts'
import type { Parts } from '../parts.ts'
import type { AccountRow } from '../store/accounts.ts'
import { insertSession, runningSessions } from '../store/sessions.ts'
import { endSession, newSession, present, type SignedIn } from './session.ts'
import type { Visit } from './visit.ts'

/**
 * Opens a session for somebody who has shown who they are.
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
  await insertSession(parts.db, session, { ...entry, ...detail })
  await endSurplus(parts, account.id, visit)
  return await present(parts, account, session.row, session.refresh)
}

/** Of more sessions than one account may have, those end that were used longest ago. */
async function endSurplus(parts: Parts, accountId: string, visit: Visit): Promise<void> {
  const running = await runningSessions(parts.db, accountId, parts.now())
  for (const { id: sessionId } of running.slice(SESSIONS_MAX))
    await endSession(parts, { accountId, sessionId }, visit, 'session.revoked')
}
