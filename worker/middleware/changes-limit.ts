import type { Identity } from '../domain/identity.ts'
import type { Parts } from '../parts.ts'
import { limited, spend } from './rate-limit.ts'

/** Changes of one account in a minute: each is a row of the audit, and a name is told to every room. */
const CHANGES = { most: 60, windowMs: 60_000 }

/** Bounds how often somebody changes what is kept of them. Comes after `signedIn`. */
export const changesLimit = limited('changes', CHANGES)

/** The same for a change that is asked for in other words. @throws Refusal */
export async function spendChange(parts: Parts, who: Identity): Promise<void> {
  await spend(parts, who, 'changes', CHANGES)
}
