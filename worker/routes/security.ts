import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { recoveryCodesSchema, securitySchema } from '../../protocol/rest.ts'
import { renewRecoveryCodes } from '../auth/recovery.ts'
import { describeSecurity } from '../auth/security.ts'
import { visitOf } from '../auth/visit.ts'
import { granted } from '../errors.ts'
import { changesLimit } from '../middleware/changes-limit.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { CONFIRMED_PROBLEMS, json, problems } from './documented.ts'

export const security = new OpenAPIHono<Served>()

const securityRoute = createRoute({
  method: 'get',
  path: '/security',
  tags: ['account'],
  summary: 'What guards my account',
  middleware: [signedIn] as const,
  responses: {
    200: json(securitySchema, 'The second factors, and when the password was changed.'),
    ...problems('unauthenticated'),
  },
})

security.openapi(securityRoute, async c =>
  c.json(await describeSecurity(c.env, c.var.identity), 200),
)

const recoveryCodesRoute = createRoute({
  method: 'post',
  path: '/recovery-codes',
  tags: ['account'],
  summary: 'Make new recovery codes, which void those there are',
  middleware: [signedIn, confirmed, changesLimit] as const,
  responses: {
    200: json(recoveryCodesSchema, 'The codes, told this once.'),
    // Where no second factor is.
    ...problems(...CONFIRMED_PROBLEMS, 'not_found', 'rate_limited'),
  },
})

security.openapi(recoveryCodesRoute, async c => {
  const recoveryCodes = granted(await renewRecoveryCodes(c.env, c.var.identity, visitOf(c)))
  return c.json({ recoveryCodes }, 200)
})
