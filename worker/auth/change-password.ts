import type * as z from 'zod'
import type { changePasswordSchema } from '../../protocol/rest.ts'
import { addressKey } from '../domain/address.ts'
import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { checkPassword, hashPassword } from '../domain/password.ts'
import { isEasilyGuessed } from '../domain/password-strength.ts'
import type { Guess } from '../limits/sign-in-guard.ts'
import type { Parts } from '../parts.ts'
import { findById, replaceHash } from '../store/accounts.ts'
import { recording } from '../store/audit.ts'
import { run } from '../store/client.ts'
import { endOtherDevices } from './devices.ts'
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
  const { PASSWORD_PEPPER: pepper } = parts.env
  const account = await findById(parts.db, me.id)
  if (account === undefined) return refused('unauthenticated')
  if (isEasilyGuessed(next, namesOf(account))) return refused('weak_password')
  const entry = { actorId: me.id, targetId: me.id, ip: visit.ip }
  // By a name of its own: guesses at the door must not keep who is inside from changing the lock.
  const guess: Guess = { address: addressKey(visit.ip), name: `password:${me.id}` }
  const waitMs = await parts.signIns.attempt(guess)
  if (waitMs > 0) return refused('rate_limited', waitMs)
  if (!checkPassword(current, pepper, account.passwordHash).matches) {
    await run(recording(parts.db, { ...entry, action: 'account.password_refused' }))
    return refused('wrong_password')
  }
  await parts.signIns.succeeded(guess)
  const changed = { ...entry, action: 'account.password_changed' } as const
  await replaceHash(parts.db, account, hashPassword(next, pepper), changed)
  return done(await endOtherDevices(parts, me, visit))
}
