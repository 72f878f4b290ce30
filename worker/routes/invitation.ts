import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { invitationSeenSchema, lookAtInvitationSchema } from '../../protocol/rest.ts'
import { lookAt } from '../auth/invitations.ts'
import { granted } from '../errors.ts'
import { signInLimit } from '../middleware/sign-in-limit.ts'
import type { Served } from '../parts.ts'
import { BODY_PROBLEMS, json, jsonBody, problems } from './documented.ts'

// An invitation as whoever was sent one sees it.
export const invitation = new OpenAPIHono<Served>()

const lookRoute = createRoute({
  method: 'post',
  path: '/invitation',
  tags: ['auth'],
  summary: 'What an invitation is worth',
  security: [],
  middleware: [signInLimit] as const,
  request: { body: jsonBody(lookAtInvitationSchema) },
  responses: {
    200: json(invitationSeenSchema, 'An account can be made with it.'),
    ...problems(...BODY_PROBLEMS, 'foreign_origin', 'invitation_invalid', 'rate_limited'),
  },
})

invitation.openapi(lookRoute, async c =>
  c.json(granted(await lookAt(c.env, c.req.valid('json').token)), 200),
)
