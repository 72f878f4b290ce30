import type { Security } from '../../protocol/rest.ts'
import type { Identity } from '../domain/identity.ts'
import type { Parts } from '../parts.ts'
import { findById } from '../store/accounts.ts'
import { findFactors } from '../store/factors.ts'
import { confirmedUntil } from './confirmation.ts'

/** What guards an account. @throws Unavailable */
export async function describeSecurity(parts: Parts, me: Identity): Promise<Security> {
  const [account, factors, until] = await Promise.all([
    findById(parts.db, me.id),
    findFactors(parts.db, me.id),
    confirmedUntil(parts, me),
  ])
  const { totpSince, passkeys, recoveryCodesLeft } = factors
  return {
    confirmedUntil: until,
    totp: totpSince && { since: totpSince.getTime() },
    recoveryCodesLeft,
    passkeys,
    passwordChangedAt: account?.passwordChangedAt?.getTime() ?? null,
  }
}
