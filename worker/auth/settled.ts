import type { Parts } from '../parts.ts'
import { hasAccounts } from '../store/accounts.ts'

/**
 * Milliseconds that a yes is believed. Everybody who opens the way in asks, signed in or not, and must
 * not keep Postgres awake with it; nearly never does the last one leave.
 */
const BELIEVED_MS = 600_000

const believedUntil = new WeakMap<Parts, number>()

/**
 * Whether anybody has an account here, for what a form says. Who may make one is asked of Postgres.
 * @throws Unavailable
 */
export async function isSettled(parts: Parts): Promise<boolean> {
  const now = parts.now()
  if (now < (believedUntil.get(parts) ?? 0)) return true
  const settled = await hasAccounts(parts.db)
  if (settled) believedUntil.set(parts, now + BELIEVED_MS)
  return settled
}
