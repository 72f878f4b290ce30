import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { clientAddress } from '../auth/visit.ts'
import { addressKey } from '../domain/address.ts'
import type { Identity } from '../domain/identity.ts'
import type { Allowance } from '../domain/tally.ts'
import { Refusal } from '../errors.ts'
import type { Parts, Served } from '../parts.ts'

/** A request whose sender may be known. */
interface LimitedRequest {
  Bindings: Parts
  Variables: Served['Variables'] & { identity?: Identity }
}

/**
 * Bounds how often `what` is asked for: by one account when it stands behind `signedIn`, by one address
 * otherwise. It costs a round trip to Redis, so it is for what is dear and rare.
 * @param what a word of its own, which becomes part of a key
 */
export function limited(what: string, allowance: Allowance) {
  return createMiddleware<LimitedRequest>(async (c, next) => {
    refuseFor(await c.env.tallies.take(`limit:${what}:${senderOf(c)}`, allowance))
    await next()
  })
}

/** The same for an account, where only the body of a request says what is asked for. @throws Refusal */
export async function spend(
  { tallies }: Parts,
  { id }: Pick<Identity, 'id'>,
  what: string,
  allowance: Allowance,
): Promise<void> {
  refuseFor(await tallies.take(`limit:${what}:account:${id}`, allowance))
}

/** @param waitMs milliseconds. @throws Refusal unless there are none */
export function refuseFor(waitMs: number): void {
  if (waitMs > 0) throw new Refusal('rate_limited', { retryAfter: Math.ceil(waitMs / 1_000) })
}

function senderOf(c: Context<LimitedRequest>): string {
  const account = c.var.identity?.id
  return account === undefined ? `address:${addressKey(clientAddress(c))}` : `account:${account}`
}
