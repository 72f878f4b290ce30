import type * as z from 'zod'
import { RESET_MS } from '../../protocol/limits.ts'
import type { resetSchema } from '../../protocol/rest.ts'
import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { hashPassword } from '../domain/password.ts'
import type { Parts } from '../parts.ts'
import { changeHash, findById } from '../store/accounts.ts'
import { recording } from '../store/audit.ts'
import { run } from '../store/client.ts'
import { peek, pose, take } from './challenge.ts'
import { signOutEverywhere } from './devices.ts'
import { judgePassword } from './password-policy.ts'
import { namesOf } from './register.ts'
import type { Visit } from './visit.ts'

// A forgotten password. Nothing is ever sent to anybody from here, so an admin hands the person a link,
// over whatever they know each other by. The link replaces the password and nothing else: whoever has a
// second factor needs it all the same (ASVS 5.0, 6.4.3 and 6.4.6).

/** What is in the link. */
export interface Offer {
  token: string
  expiresAt: number
}

/**
 * @param admin who makes it, or null for the operator
 * @throws Unavailable
 */
export async function offerReset(
  parts: Parts,
  accountId: string,
  admin: Identity | null,
  visit: Visit,
): Promise<Outcome<Offer>> {
  const account = await findById(parts.db, accountId)
  if (account === undefined) return refused('not_found')
  const entry = { actorId: admin?.id ?? null, targetId: accountId, ip: visit.ip }
  await run(recording(parts.db, { ...entry, action: 'account.reset_offered' }))
  const by = admin === null ? {} : { sessionId: admin.sessionId }
  return done(await pose(parts, { purpose: 'password_reset', accountId, ...by }, RESET_MS))
}

/**
 * Replaces a password by what the link allows, and ends every session of the account. A password that
 * is no good leaves the link as it is.
 * @throws Unavailable
 */
export async function resetPassword(
  parts: Parts,
  { token, password }: z.output<typeof resetSchema>,
  visit: Visit,
): Promise<Outcome<null>> {
  const accountId = (await peek(parts, token, 'password_reset'))?.accountId
  const account = accountId ? await findById(parts.db, accountId) : undefined
  if (account === undefined) return refused('challenge_expired')
  const judged = await judgePassword(parts, password, namesOf(account))
  if (!judged.ok) return judged
  const hash = await hashPassword(password, parts.passwords)
  if ((await take(parts, token, 'password_reset')) === undefined)
    return refused('challenge_expired')
  const entry = { action: 'account.password_reset', actorId: account.id, ip: visit.ip } as const
  if (!(await changeHash(parts.db, account.id, hash, entry))) return refused('challenge_expired')
  await signOutEverywhere(parts, account.id, visit)
  return done(null)
}
