import type * as z from 'zod'
import type { changePasswordSchema } from '../../protocol/rest.ts'
import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { checkPassword, hashPassword } from '../domain/password.ts'
import type { Parts } from '../parts.ts'
import { changeHash, findById } from '../store/accounts.ts'
import { recording } from '../store/audit.ts'
import { run } from '../store/client.ts'
import { endOtherDevices } from './devices.ts'
import { passwordGuess } from './password-guess.ts'
import { judgePassword } from './password-policy.ts'
import { namesOf } from './register.ts'
import type { Visit } from './visit.ts'

/**
 * Replaces the password of somebody who knows it, and signs out all other devices: whoever had the old
 * one may be among them (ASVS 5.0, 7.4.3).
 * @returns how many other sessions have ended, or a refusal
 * @throws Unavailable
 */
export async function changePassword(
  parts: Parts,
  me: Identity,
  { current, next }: z.output<typeof changePasswordSchema>,
  visit: Visit,
): Promise<Outcome<number>> {
  const account = await findById(parts.db, me.id)
  if (account === undefined) return refused('unauthenticated')
  const judged = await judgePassword(parts, next, namesOf(account))
  if (!judged.ok) return judged
  const entry = { actorId: me.id, targetId: me.id, ip: visit.ip }
  const guess = passwordGuess(me, visit)
  const waitMs = await parts.signIns.attempt(guess)
  if (waitMs > 0) return refused('rate_limited', waitMs)
  const verdict = await checkPassword(current, parts.passwords, account.passwordHash)
  if (!verdict.matches) {
    await run(recording(parts.db, { ...entry, action: 'account.password_refused' }))
    return refused('wrong_password')
  }
  await parts.signIns.succeeded(guess)
  const changed = { ...entry, action: 'account.password_changed' } as const
  const hash = await hashPassword(next, parts.passwords)
  // Somebody else was faster, and this is the one before.
  if (!(await changeHash(parts.db, me.id, hash, changed, account))) return refused('wrong_password')
  return done(await endOtherDevices(parts, me, visit))
}
