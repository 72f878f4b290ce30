import type * as z from 'zod'
import { CHALLENGE_MS, SECOND_FACTOR_TRIES } from '../../protocol/limits.ts'
import type { Factor, SecondFactorNeeded, secondFactorSchema } from '../../protocol/rest.ts'
import { addressKey } from '../domain/address.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { foldCode, recoveryHash } from '../domain/recovery-code.ts'
import type { Guess } from '../limits/sign-in-guard.ts'
import type { Parts } from '../parts.ts'
import { findById } from '../store/accounts.ts'
import { recording } from '../store/audit.ts'
import { run } from '../store/client.ts'
import { findFactors } from '../store/factors.ts'
import { spendCode } from '../store/recovery-codes.ts'
import { peek, pose, take, tryAt } from './challenge.ts'
import type { SignedIn } from './session.ts'
import { signIn } from './sign-in.ts'
import { isAppCode } from './totp.ts'
import type { Visit } from './visit.ts'

// The second step of signing in. Between the two there is neither session nor cookie: a token says
// that the password was right, and a code or a passkey has to come with it.

/**
 * What somebody with the right password has to show besides; undefined when that is all there is.
 * @throws Unavailable
 */
export async function askSecondFactor(
  parts: Parts,
  accountId: string,
): Promise<SecondFactorNeeded | undefined> {
  const { totpSince, passkeys, recoveryCodesLeft } = await findFactors(parts.db, accountId)
  if (totpSince === null && passkeys === 0) return undefined
  const factors: Factor[] = []
  if (totpSince !== null) factors.push('totp')
  if (passkeys > 0) factors.push('passkey')
  if (recoveryCodesLeft > 0) factors.push('recovery')
  const posed = await pose(parts, { purpose: 'second_factor', accountId }, CHALLENGE_MS)
  return { secondFactor: { ...posed, factors } }
}

/**
 * Opens a session for who knew the password and brings a code. A wrong one may be followed by others,
 * each later than the one before; after a few the password is asked for again.
 * @throws Unavailable
 */
export async function answerByCode(
  parts: Parts,
  { token, code }: z.output<typeof secondFactorSchema>,
  visit: Visit,
): Promise<Outcome<SignedIn>> {
  const accountId = (await peek(parts, token, 'second_factor'))?.accountId
  if (accountId == null) return refused('challenge_expired')
  const guess: Guess = { address: addressKey(visit.ip), name: `second-factor:${accountId}` }
  const waitMs = (await parts.signIns.attempt(guess)) || (await countOfDay(parts, accountId, code))
  if (waitMs > 0) return refused('rate_limited', waitMs)
  const tried = await tryAt(parts, token, 'second_factor', SECOND_FACTOR_TRIES)
  if (tried === undefined) return refused('challenge_expired')
  const factor = await factorOf(parts, accountId, code, visit)
  if (factor === undefined) {
    if (tried.tries >= SECOND_FACTOR_TRIES) await take(parts, token, 'second_factor')
    await recordFailure(parts, accountId, visit)
    return refused('wrong_code')
  }
  const account = await findById(parts.db, accountId)
  const taken = await take(parts, token, 'second_factor')
  if (account === undefined || taken === undefined) return refused('challenge_expired')
  await parts.signIns.succeeded(guess)
  if (factor === 'totp') await parts.tallies.giveBack(dayKey(accountId))
  const signed = await signIn(parts, account, visit, factor)
  return signed === undefined ? refused('challenge_expired') : done(signed)
}

/**
 * Wrong codes of an app that an account bears in a day, from wherever they come: of a million codes
 * three are right at any moment, and who knows the password may have many addresses.
 */
const WRONG_OF_DAY = { most: 50, windowMs: 24 * 3_600_000 }

/** @returns milliseconds to wait; recovery codes need not, as nobody guesses them */
async function countOfDay(parts: Parts, accountId: string, code: string): Promise<number> {
  if (recoveryHash(code) !== undefined) return 0
  return await parts.tallies.take(dayKey(accountId), WRONG_OF_DAY)
}

function dayKey(accountId: string): string {
  return `second-factor:day:${accountId}`
}

/** Which factor a code is, if it is one; it is used up by being asked for. */
async function factorOf(
  parts: Parts,
  accountId: string,
  code: string,
  { ip }: Visit,
): Promise<Factor | undefined> {
  const hash = recoveryHash(code)
  if (hash === undefined)
    return (await isAppCode(parts, accountId, foldCode(code))) ? 'totp' : undefined
  const entry = { action: 'recovery_codes.used', actorId: accountId, ip } as const
  const isSpent = await spendCode(parts.db, { accountId, hash }, parts.now(), entry)
  return isSpent ? 'recovery' : undefined
}

/** Leaves word of it for the account's owner: whoever it was knew the password. */
export async function recordFailure(parts: Parts, targetId: string, { ip }: Visit): Promise<void> {
  const entry = { action: 'session.second_factor_failed', actorId: null, targetId, ip } as const
  await run(recording(parts.db, entry))
}
