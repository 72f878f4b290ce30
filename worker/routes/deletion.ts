import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { deleteAccount, eraseAccount } from '../auth/delete-account.ts'
import { visitOf } from '../auth/visit.ts'
import { granted } from '../errors.ts'
import { log } from '../log.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { clearCookies } from '../middleware/cookie.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { within } from '../within.ts'
import { CONFIRMED_PROBLEMS, problems } from './documented.ts'

export const deletion = new OpenAPIHono<Served>()

/** Milliseconds that taking somebody out of their rooms may take before it is answered for. */
const ERASE_WAIT_MS = 5_000

const deleteRoute = createRoute({
  method: 'delete',
  path: '/',
  tags: ['account'],
  summary: 'Delete my account',
  middleware: [signedIn, confirmed] as const,
  responses: {
    204: {
      description: `It is gone for good, and nobody is signed in to it. What is left of it in rooms goes
        in the background; nobody is shown it meanwhile.`,
    },
    ...problems(...CONFIRMED_PROBLEMS, 'sole_admin'),
  },
})

deletion.openapi(deleteRoute, async c => {
  const erasing = granted(await deleteAccount(c.env, c.var.identity, visitOf(c)))
  clearCookies(c)
  // What this does not get done the cron does: it is deleted either way.
  const erased = eraseAccount(c.env, erasing).catch(error => log('warn', 'erasing', { error }))
  c.executionCtx.waitUntil(erased)
  await within(ERASE_WAIT_MS, erased)
  return c.body(null, 204)
})
