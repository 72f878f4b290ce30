import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  devicesEndedSchema,
  operatorResetSchema,
  resetOfferSchema,
  resetSchema,
} from '../../protocol/rest.ts'
import { signOutEverywhere } from '../auth/devices.ts'
import { offerReset, resetPassword } from '../auth/password-reset.ts'
import { visitOf } from '../auth/visit.ts'
import { granted, Refusal } from '../errors.ts'
import { admin } from '../middleware/admin.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { operator as operatorOnly } from '../middleware/operator.ts'
import { signedIn } from '../middleware/session.ts'
import { signInLimit } from '../middleware/sign-in-limit.ts'
import type { Served } from '../parts.ts'
import { findById, findByName } from '../store/accounts.ts'
import { recording } from '../store/audit.ts'
import { run } from '../store/client.ts'
import { BODY_PROBLEMS, CONFIRMED_PROBLEMS, json, jsonBody, problems } from './documented.ts'

// For somebody who cannot help themselves: the way back in, and the way to throw everybody else out.
export const passwordReset = new OpenAPIHono<Served>()

const oneAccount = z.object({ accountId: z.uuid() })

/** What an admin can meet who acts on an account. */
const ADMIN_PROBLEMS = [...CONFIRMED_PROBLEMS, 'forbidden', 'not_found'] as const

const offerRoute = createRoute({
  method: 'post',
  path: '/accounts/{accountId}/reset',
  tags: ['admin'],
  summary: 'Make a link with which somebody chooses a new password',
  middleware: [signedIn, admin, confirmed] as const,
  request: { params: oneAccount },
  responses: {
    201: json(resetOfferSchema, 'What goes into the link; told this once.'),
    ...problems(...ADMIN_PROBLEMS),
  },
})

passwordReset.openapi(offerRoute, async c => {
  const { accountId } = c.req.valid('param')
  return c.json(granted(await offerReset(c.env, accountId, c.var.identity, visitOf(c))), 201)
})

const signOutRoute = createRoute({
  method: 'delete',
  path: '/accounts/{accountId}/devices',
  tags: ['admin'],
  summary: 'Sign somebody out everywhere, programs included',
  middleware: [signedIn, admin, confirmed] as const,
  request: { params: oneAccount },
  responses: {
    200: json(devicesEndedSchema, 'How many sessions have ended.'),
    ...problems(...ADMIN_PROBLEMS),
  },
})

passwordReset.openapi(signOutRoute, async c => {
  const { accountId } = c.req.valid('param')
  const [visit, actorId] = [visitOf(c), c.var.identity.id]
  if ((await findById(c.env.db, accountId)) === undefined) throw new Refusal('not_found')
  const entry = {
    action: 'account.signed_out',
    actorId,
    targetId: accountId,
    ip: visit.ip,
  } as const
  await run(recording(c.env.db, entry))
  const ended = await signOutEverywhere(c.env, accountId, visit, actorId)
  return c.json({ ended }, 200)
})

const resetRoute = createRoute({
  method: 'post',
  path: '/auth/reset',
  tags: ['auth'],
  summary: 'Choose a new password with a link; every session ends, and every token',
  security: [],
  middleware: [signInLimit] as const,
  request: { body: jsonBody(resetSchema) },
  responses: {
    204: { description: 'It is changed. Sign in with it.' },
    ...problems(
      ...BODY_PROBLEMS,
      'foreign_origin',
      'challenge_expired',
      'weak_password',
      'leaked_password',
      'rate_limited',
    ),
  },
})

passwordReset.openapi(resetRoute, async c => {
  granted(await resetPassword(c.env, c.req.valid('json'), visitOf(c)))
  return c.body(null, 204)
})

const operatorRoute = createRoute({
  method: 'post',
  path: '/operator/reset',
  tags: ['operator'],
  summary: 'The same link, for an admin who has forgotten theirs',
  security: [{ operator: [] }],
  middleware: [operatorOnly] as const,
  request: { body: jsonBody(operatorResetSchema) },
  responses: {
    201: json(resetOfferSchema, 'What goes into the link; told this once.'),
    ...problems(...BODY_PROBLEMS, 'not_found'),
  },
})

passwordReset.openapi(operatorRoute, async c => {
  const account = await findByName(c.env.db, c.req.valid('json').username)
  if (account === undefined) throw new Refusal('not_found')
  return c.json(granted(await offerReset(c.env, account.id, null, visitOf(c))), 201)
})
