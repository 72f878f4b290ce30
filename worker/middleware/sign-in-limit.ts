import { createMiddleware } from 'hono/factory'
import { clientAddress } from '../auth/visit.ts'
import { addressKey } from '../domain/address.ts'
import { Refusal } from '../errors.ts'
import type { Served } from '../parts.ts'
import { refuseFor } from './rate-limit.ts'

/**
 * Bounds what one address may try and what all may at once, before any hashing. When nobody can count,
 * nobody signs in: an unbounded sign-in is a free guess.
 */
export const signInLimit = createMiddleware<Served>(async (c, next) => {
  const { signIns, hashing, now } = c.env
  // Whoever is to come back costs nobody anything, and has tried nothing yet.
  if (hashing.isFull(now())) throw busy()
  refuseFor(await signIns.admit(addressKey(clientAddress(c))))
  // Whoever sends slowly waits outside: eight of them would keep everybody else out. What cannot be
  // read is refused by who needs it.
  await c.req.text().catch(() => '')
  const leave = hashing.enter(now())
  if (leave === undefined) throw busy()
  const served = next().finally(leave)
  // A client that goes away would otherwise end it half way, and keep its place for the whole lease.
  c.executionCtx.waitUntil(served)
  await served
})

function busy(): Refusal {
  return new Refusal('unavailable', { retryAfter: BUSY_RETRY_S })
}
/** Seconds in which a full house of sign-ins is done with. */
const BUSY_RETRY_S = 5
