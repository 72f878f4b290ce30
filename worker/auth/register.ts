import { v7 } from 'uuid'
import type * as z from 'zod'
import { usernameKey } from '../../protocol/names.ts'
import type { registerSchema } from '../../protocol/rest.ts'
import { done, type Outcome } from '../domain/outcome.ts'
import { hashPassword } from '../domain/password.ts'
import type { Parts } from '../parts.ts'
import { insertAccount } from '../store/admission.ts'
import { admit } from './admission.ts'
import { judgePassword } from './password-policy.ts'
import { newSession, present, type SignedIn } from './session.ts'
import type { Visit } from './visit.ts'

/**
 * Makes an account and signs it in. Nothing here asks whether an e-mail address is known.
 * @returns a refusal when the name is taken, the password is no good, or an invitation is needed
 * @throws Unavailable
 */
export async function register(
  parts: Parts,
  wanted: z.output<typeof registerSchema>,
  visit: Visit,
): Promise<Outcome<SignedIn>> {
  const judged = await judgePassword(parts, wanted.password, namesOf(wanted))
  if (!judged.ok) return judged
  const admission = await admit(parts, wanted.invitation)
  if (!admission.ok) return admission
  const account = {
    id: v7(),
    username: wanted.username,
    usernameKey: usernameKey(wanted.username),
    displayName: wanted.displayName ?? wanted.username,
    email: wanted.email ?? null,
    emailSince: wanted.email === undefined ? null : new Date(parts.now()),
    passwordHash: await hashPassword(wanted.password, parts.passwords),
  }
  const session = newSession(account.id, visit, parts.now())
  const entry = { action: 'account.register', actorId: account.id, ip: visit.ip } as const
  const inserted = await insertAccount(parts.db, account, session, entry, admission.value)
  return inserted.ok
    ? done(await present(parts, inserted.value, session.row, session.refresh))
    : inserted
}

/** What a password should not be made of. */
export function namesOf(account: {
  username: string
  displayName?: string | undefined
  email?: string | null | undefined
}): string[] {
  return [account.username, account.displayName ?? '', account.email ?? '', PRODUCT]
}
const PRODUCT = 'alcove'
