import { RECOVERY_CODES } from '../../protocol/limits.ts'
import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { newRecoveryCode, recoveryHash } from '../domain/recovery-code.ts'
import type { Parts } from '../parts.ts'
import { type NewCodes, replaceCodes } from '../store/recovery-codes.ts'
import type { Visit } from './visit.ts'

/** A set of recovery codes as its owner is shown it, once, and as it is to be kept. */
export interface RecoverySet {
  shown: string[]
  kept: NewCodes
}

export function newRecoverySet(parts: Parts, accountId: string, { ip }: Visit): RecoverySet {
  const shown = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  const hashes = shown.map(code => recoveryHash(code) ?? '')
  const entry = { action: 'recovery_codes.made', actorId: accountId, ip } as const
  return { shown, kept: { accountId, hashes, now: parts.now(), entry } }
}

/**
 * Makes a new set, which voids the old one.
 * @returns a refusal where no second factor is: the codes would stand for nothing
 * @throws Unavailable
 */
export async function renewRecoveryCodes(
  parts: Parts,
  me: Identity,
  visit: Visit,
): Promise<Outcome<string[]>> {
  const { shown, kept } = newRecoverySet(parts, me.id, visit)
  return (await replaceCodes(parts.db, kept)) ? done(shown) : refused('not_found')
}
