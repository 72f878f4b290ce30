import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { recoveryCodesSchema, totpCodeSchema, totpSetupSchema } from '../../protocol/rest.ts'
import { confirmSetup, forgetTotp, setUpTotp } from '../auth/totp.ts'
import { visitOf } from '../auth/visit.ts'
import { granted } from '../errors.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { BODY_PROBLEMS, CONFIRMED_PROBLEMS, json, jsonBody, problems } from './documented.ts'

/** The authenticator app of an account. */
export const totp = new OpenAPIHono<Served>()

const setUpRoute = createRoute({
  method: 'post',
  path: '/',
  tags: ['account'],
  summary: 'Propose a secret for an authenticator app',
  middleware: [signedIn, confirmed] as const,
  responses: {
    200: json(totpSetupSchema, 'The secret. It guards nothing before a code has shown it.'),
    ...problems(...CONFIRMED_PROBLEMS, 'already_set'),
  },
})

totp.openapi(setUpRoute, async c => c.json(granted(await setUpTotp(c.env, c.var.identity)), 200))

const confirmRoute = createRoute({
  method: 'post',
  path: '/confirm',
  tags: ['account'],
  summary: 'Show that the app has the secret: from now on signing in takes its codes',
  middleware: [signedIn, confirmed] as const,
  request: { body: jsonBody(totpCodeSchema) },
  responses: {
    200: json(recoveryCodesSchema, 'It is set up. Recovery codes, if there were none.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CONFIRMED_PROBLEMS,
      'wrong_code',
      'challenge_expired',
      'rate_limited',
    ),
  },
})

totp.openapi(confirmRoute, async c => {
  const { code } = c.req.valid('json')
  const made = granted(await confirmSetup(c.env, c.var.identity, code, visitOf(c)))
  return c.json({ recoveryCodes: made }, 200)
})

const removeRoute = createRoute({
  method: 'delete',
  path: '/',
  tags: ['account'],
  summary: 'Remove the authenticator app',
  middleware: [signedIn, confirmed] as const,
  responses: {
    204: { description: 'Its codes open nothing any more.' },
    ...problems(...CONFIRMED_PROBLEMS),
  },
})

totp.openapi(removeRoute, async c => {
  await forgetTotp(c.env, c.var.identity, visitOf(c))
  return c.body(null, 204)
})
