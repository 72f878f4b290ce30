import { CONFIRMED_MS } from '../../protocol/limits.ts'
import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { checkPassword } from '../domain/password.ts'
import type { Parts } from '../parts.ts'
import { findById } from '../store/accounts.ts'
import { recording } from '../store/audit.ts'
import { run } from '../store/client.ts'
import { confirmedAt, confirmSession } from '../store/sessions.ts'
import { passwordGuess } from './password-guess.ts'
import type { Visit } from './visit.ts'

// Who found a page open must not take the account: before anything that would keep its owner out, they
// show again who they are, and need not for a while after (ASVS 5.0, 7.5.1).

/** Until when a session counts as confirmed, in milliseconds since 1970. @throws Unavailable */
export async function confirmedUntil(parts: Parts, me: Identity): Promise<number> {
  const at = await confirmedAt(parts.db, me.sessionId)
  return at === undefined ? 0 : at.getTime() + CONFIRMED_MS
}

/**
 * Confirms a session by the password.
 * @returns until when it lasts, or a refusal
 * @throws Unavailable
 */
export async function confirm(
  parts: Parts,
  me: Identity,
  password: string,
  visit: Visit,
): Promise<Outcome<number>> {
  const account = await findById(parts.db, me.id)
  if (account === undefined) return refused('unauthenticated')
  // The tally of changing the password: it is the same one that is guessed at.
  const guess = passwordGuess(me, visit)
  const waitMs = await parts.signIns.attempt(guess)
  if (waitMs > 0) return refused('rate_limited', waitMs)
  const entry = { actorId: me.id, targetId: me.sessionId, ip: visit.ip }
  const verdict = await checkPassword(password, parts.passwords, account.passwordHash)
  if (!verdict.matches) {
    await run(recording(parts.db, { ...entry, action: 'account.confirmation_refused' }))
    return refused('wrong_password')
  }
  await parts.signIns.succeeded(guess)
  const now = parts.now()
  await confirmSession(parts.db, me.sessionId, now, { ...entry, action: 'account.confirmed' })
  return done(now + CONFIRMED_MS)
}
