import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { openConversationSchema, roomAnswerSchema } from '../../protocol/rest.ts'
import { profileOf } from '../domain/identity.ts'
import { granted } from '../errors.ts'
import { limited } from '../middleware/rate-limit.ts'
import { signedInWith } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { CONVERSATIONS_OPENED, converse } from '../rooms/converse.ts'
import {
  BODY_PROBLEMS,
  CHANGE_PROBLEMS,
  json,
  jsonBody,
  problems,
  securityWith,
} from './documented.ts'

export const conversations = new OpenAPIHono<Served>()

const openRoute = createRoute({
  method: 'post',
  path: '/',
  tags: ['people'],
  summary: 'Talk to somebody, or to some; again it is the same conversation',
  security: securityWith('rooms:write'),
  middleware: [
    signedInWith('rooms:write'),
    limited('conversations', CONVERSATIONS_OPENED),
  ] as const,
  request: { body: jsonBody(openConversationSchema) },
  responses: {
    200: json(roomAnswerSchema, 'The conversation, and me in it.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      'no_such_account',
      'self_target',
      'conversation_full',
      'blocked',
      'rate_limited',
    ),
  },
})

conversations.openapi(openRoute, async c => {
  const { usernames } = c.req.valid('json')
  return c.json(granted(await converse(c.env, profileOf(c.var.identity), usernames)), 200)
})
