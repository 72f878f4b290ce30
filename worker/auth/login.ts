import type * as z from 'zod'
import { foldUsername } from '../../protocol/names.ts'
import type { loginSchema, SecondFactorNeeded } from '../../protocol/rest.ts'
import { addressKey } from '../domain/address.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { checkPassword, hashPassword } from '../domain/password.ts'
import type { Guess } from '../limits/sign-in-guard.ts'
import type { Parts } from '../parts.ts'
import { type AccountRow, findById, findByName, replaceHash } from '../store/accounts.ts'
import { recording } from '../store/audit.ts'
import { run } from '../store/client.ts'
import { askSecondFactor } from './second-factor.ts'
import type { SignedIn } from './session.ts'
import { signIn } from './sign-in.ts'
import type { Visit } from './visit.ts'

/**
 * Opens a session for who knows the password, or asks for the second factor of who has one. An unknown
 * name and a wrong password do the same work, count the same and get the same answer.
 * @throws Unavailable
 */
export async function login(
  parts: Parts,
  given: z.output<typeof loginSchema>,
  visit: Visit,
): Promise<Outcome<SignedIn | SecondFactorNeeded>> {
  const name = foldUsername(given.username)
  const guess: Guess = { address: addressKey(visit.ip), name: `sign-in:${name}` }
  const waitMs = await parts.signIns.attempt(guess)
  if (waitMs > 0) return refused('rate_limited', waitMs)
  const account = await findByName(parts.db, name)
  const verdict = await checkPassword(given.password, parts.passwords, account?.passwordHash)
  if (account === undefined || !verdict.matches) {
    await recordFailure(parts, account?.id, visit)
    return refused('bad_credentials')
  }
  if (verdict.outdated) {
    await replaceHash(parts.db, account, await hashPassword(given.password, parts.passwords))
  }
  await parts.signIns.succeeded(guess)
  const needed = await askSecondFactor(parts, account.id)
  if (needed !== undefined)
    return (await isUnchanged(parts, account)) ? done(needed) : refused('bad_credentials')
  const signed = await signIn(parts, account, visit)
  return signed === undefined ? refused('bad_credentials') : done(signed)
}

/**
 * Whether the password is still the one that was shown. A change voids what was posed before it; what
 * was posed after it is not handed out.
 */
async function isUnchanged({ db }: Parts, shown: AccountRow): Promise<boolean> {
  const account = await findById(db, shown.id)
  const isSame = account?.passwordChangedAt?.getTime() === shown.passwordChangedAt?.getTime()
  return account !== undefined && isSame
}

// The name that was tried is not kept: people type passwords there.
async function recordFailure(parts: Parts, targetId: string | undefined, visit: Visit) {
  const tried = targetId === undefined ? {} : { targetId }
  const entry = { action: 'session.login_failed', actorId: null, ip: visit.ip, ...tried } as const
  await run(recording(parts.db, entry))
}
