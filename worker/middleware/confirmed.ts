import { createMiddleware } from 'hono/factory'
import { confirmedUntil } from '../auth/confirmation.ts'
import { Refusal } from '../errors.ts'
import type { SignedInRequest } from './session.ts'

/** Lets only those through who have just shown who they are. Comes after `signedIn`. */
export const confirmed = createMiddleware<SignedInRequest>(async (c, next) => {
  if ((await confirmedUntil(c.env, c.var.identity)) <= c.env.now())
    throw new Refusal('confirmation_needed')
  await next()
})
