import { createMiddleware } from 'hono/factory'
import { Refusal } from '../errors.ts'
import { findById } from '../store/accounts.ts'
import type { SignedInRequest } from './session.ts'

/**
 * Lets only admins through. Comes after `signedIn`. The hot copy of a session does not say who is one:
 * Postgres is asked each time, so that whoever is none any more is out at once.
 */
export const admin = createMiddleware<SignedInRequest>(async (c, next) => {
  const account = await findById(c.env.db, c.var.identity.id)
  if (account?.role !== 'admin') throw new Refusal('forbidden')
  await next()
})
