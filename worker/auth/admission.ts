import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Parts } from '../parts.ts'
import { hasAccounts } from '../store/accounts.ts'
import type { Admission } from '../store/admission.ts'
import { findInvitation } from '../store/invitations.ts'
import { hashOf } from './refresh-token.ts'

/**
 * By what right somebody is to make an account, asked before anything is hashed for them. Whether they
 * have it still is asked again when the account is made.
 * @param token of an invitation; one that is no good is refused even where none is needed
 * @throws Unavailable
 */
export async function admit(parts: Parts, token: string | undefined): Promise<Outcome<Admission>> {
  if (token !== undefined) {
    const [hash, now] = [hashOf(token), parts.now()]
    const found = await findInvitation(parts.db, hash, now)
    return found ? done({ by: 'invitation', hash, now }) : refused('invitation_invalid')
  }
  if (parts.env.REGISTRATION === 'open') return done({ by: 'anybody' })
  // Whoever has just deployed this cannot have been invited by anybody.
  return (await hasAccounts(parts.db)) ? refused('invitation_needed') : done({ by: 'first' })
}
