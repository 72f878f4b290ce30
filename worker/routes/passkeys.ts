import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  addPasskeySchema,
  passkeyAddedSchema,
  passkeyListSchema,
  passkeyOptionsSchema,
  passkeySchema,
  renamePasskeySchema,
} from '../../protocol/rest.ts'
import {
  addPasskey,
  askForPasskey,
  forgetPasskey,
  listPasskeys,
  namePasskey,
} from '../auth/passkeys.ts'
import { visitOf } from '../auth/visit.ts'
import { siteOf } from '../auth/webauthn.ts'
import { granted } from '../errors.ts'
import { changesLimit } from '../middleware/changes-limit.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import {
  BODY_PROBLEMS,
  CHANGE_PROBLEMS,
  CONFIRMED_PROBLEMS,
  json,
  jsonBody,
  problems,
} from './documented.ts'

/** The passkeys of an account. */
export const passkeys = new OpenAPIHono<Served>()

const params = z.object({ passkeyId: z.string().regex(/^[\w-]{1,1364}$/) })

const listRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['account'],
  summary: 'My passkeys',
  middleware: [signedIn] as const,
  responses: {
    200: json(passkeyListSchema, 'The oldest first.'),
    ...problems('unauthenticated'),
  },
})

passkeys.openapi(listRoute, async c =>
  c.json({ passkeys: await listPasskeys(c.env, c.var.identity) }, 200),
)

const optionsRoute = createRoute({
  method: 'post',
  path: '/options',
  tags: ['account'],
  summary: 'Ask what a browser needs to make a passkey',
  middleware: [signedIn, confirmed] as const,
  responses: {
    200: json(passkeyOptionsSchema, 'PublicKeyCredentialCreationOptionsJSON of WebAuthn.'),
    ...problems(...CONFIRMED_PROBLEMS, 'too_many'),
  },
})

passkeys.openapi(optionsRoute, async c =>
  c.json(granted(await askForPasskey(c.env, c.var.identity, siteOf(c.req.url))), 200),
)

const addRoute = createRoute({
  method: 'post',
  path: '/',
  tags: ['account'],
  summary: 'Add a passkey',
  middleware: [signedIn, confirmed] as const,
  request: { body: jsonBody(addPasskeySchema) },
  responses: {
    201: json(passkeyAddedSchema, 'The passkey. Recovery codes, if there were none.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CONFIRMED_PROBLEMS,
      'passkey_refused',
      'challenge_expired',
      'too_many',
    ),
  },
})

passkeys.openapi(addRoute, async c => {
  const { identity } = c.var
  const wanted = c.req.valid('json')
  const added = await addPasskey(c.env, identity, wanted, siteOf(c.req.url), visitOf(c))
  return c.json(granted(added), 201)
})

const renameRoute = createRoute({
  method: 'patch',
  path: '/{passkeyId}',
  tags: ['account'],
  summary: 'Rename a passkey',
  middleware: [signedIn, changesLimit] as const,
  request: { params, body: jsonBody(renamePasskeySchema) },
  responses: {
    200: json(passkeySchema, 'The passkey.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'not_found', 'rate_limited'),
  },
})

passkeys.openapi(renameRoute, async c => {
  const { passkeyId } = c.req.valid('param')
  const { name } = c.req.valid('json')
  const named = await namePasskey(c.env, c.var.identity, passkeyId, name, visitOf(c))
  return c.json(granted(named), 200)
})

const removeRoute = createRoute({
  method: 'delete',
  path: '/{passkeyId}',
  tags: ['account'],
  summary: 'Remove a passkey',
  middleware: [signedIn, confirmed] as const,
  request: { params },
  responses: {
    204: { description: 'It opens nothing any more.' },
    ...problems(...CONFIRMED_PROBLEMS, 'not_found'),
  },
})

passkeys.openapi(removeRoute, async c => {
  const { passkeyId } = c.req.valid('param')
  granted(await forgetPasskey(c.env, c.var.identity, passkeyId, visitOf(c)))
  return c.body(null, 204)
})
