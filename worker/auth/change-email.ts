import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Parts } from '../parts.ts'
import { type AccountRow, findById } from '../store/accounts.ts'
import { changeAccount } from '../store/profiles.ts'
import type { Visit } from './visit.ts'

/**
 * Gives an account another address, or none.
 * @throws Unavailable
 */
export async function changeEmail(
  parts: Parts,
  me: Identity,
  email: string | null,
  visit: Visit,
): Promise<Outcome<AccountRow>> {
  const account = await findById(parts.db, me.id)
  if (account === undefined) return refused('unauthenticated')
  if (account.email === email) return done(account)
  const change = { email, emailSince: sinceOf(account, email, parts.now()) }
  const entry = { actorId: me.id, targetId: me.id, ip: visit.ip }
  const changed = { ...entry, action: 'account.email_changed' } as const
  const row = await changeAccount(parts.db, me.id, change, changed)
  return row === undefined ? refused('unauthenticated') : done(row)
}

// Who had an address first signs in by it: writing it in other letters gives that away to nobody.
function sinceOf(account: AccountRow, email: string | null, now: number): Date | null {
  if (email === null) return null
  const isSame = account.email?.toLowerCase() === email.toLowerCase()
  return isSame ? account.emailSince : new Date(now)
}
