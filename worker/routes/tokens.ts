import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { createTokenSchema, tokenCreatedSchema, tokenListSchema } from '../../protocol/rest.ts'
import { endToken, listTokens, makeToken } from '../auth/programs.ts'
import { visitOf } from '../auth/visit.ts'
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

export const tokens = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['account'],
  summary: 'The tokens of my programs',
  middleware: [signedIn] as const,
  responses: {
    200: json(tokenListSchema, 'Those that can be used, the newest first.'),
    ...problems('unauthenticated'),
  },
})

tokens.openapi(listRoute, async c =>
  c.json({ tokens: await listTokens(c.env, c.var.identity) }, 200),
)

const makeRoute = createRoute({
  method: 'post',
  path: '/',
  tags: ['account'],
  summary: 'Make a token for a program',
  middleware: [signedIn, confirmed, changesLimit] as const,
  request: { body: jsonBody(createTokenSchema) },
  responses: {
    201: json(tokenCreatedSchema, 'The token, and its text, which is told this once.'),
    ...problems(...BODY_PROBLEMS, ...CONFIRMED_PROBLEMS, 'too_many', 'rate_limited'),
  },
})

tokens.openapi(makeRoute, async c => {
  const made = await makeToken(c.env, c.var.identity, c.req.valid('json'), visitOf(c))
  return c.json(granted(made), 201)
})

const endRoute = createRoute({
  method: 'delete',
  path: '/{tokenId}',
  tags: ['account'],
  summary: 'Revoke a token',
  middleware: [signedIn] as const,
  request: { params: z.object({ tokenId: z.uuid() }) },
  responses: {
    204: { description: 'It opens nothing any more, and its sockets are closed.' },
    ...problems(...CHANGE_PROBLEMS, 'not_found'),
  },
})

tokens.openapi(endRoute, async c => {
  const { tokenId } = c.req.valid('param')
  granted(await endToken(c.env, c.var.identity, tokenId, visitOf(c)))
  return c.body(null, 204)
})
