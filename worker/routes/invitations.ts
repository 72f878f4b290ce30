import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  createInvitationSchema,
  invitationCreatedSchema,
  invitationListSchema,
} from '../../protocol/rest.ts'
import { invite, listInvitations, withdraw } from '../auth/invitations.ts'
import { visitOf } from '../auth/visit.ts'
import { granted } from '../errors.ts'
import { admin } from '../middleware/admin.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, problems } from './documented.ts'

// For admins.
export const invitations = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['admin'],
  summary: 'The invitations that can still be used',
  middleware: [signedIn, admin] as const,
  responses: {
    200: json(invitationListSchema, 'The newest first.'),
    ...problems('unauthenticated', 'forbidden'),
  },
})

invitations.openapi(listRoute, async c =>
  c.json({ invitations: await listInvitations(c.env) }, 200),
)

const inviteRoute = createRoute({
  method: 'post',
  path: '/',
  tags: ['admin'],
  summary: 'Invite people',
  middleware: [signedIn, admin] as const,
  request: { body: jsonBody(createInvitationSchema) },
  responses: {
    201: json(invitationCreatedSchema, 'The token goes into a link, and is told this once.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'forbidden', 'too_many'),
  },
})

invitations.openapi(inviteRoute, async c => {
  const wanted = c.req.valid('json')
  return c.json(granted(await invite(c.env, c.var.identity, wanted, visitOf(c))), 201)
})

const withdrawRoute = createRoute({
  method: 'delete',
  path: '/{invitationId}',
  tags: ['admin'],
  summary: 'Withdraw an invitation',
  middleware: [signedIn, admin] as const,
  request: { params: z.object({ invitationId: z.uuid() }) },
  responses: {
    204: { description: 'Nobody gets in by it any more. Saying it again is no harm.' },
    ...problems(...CHANGE_PROBLEMS, 'forbidden', 'not_found'),
  },
})

invitations.openapi(withdrawRoute, async c => {
  const { invitationId } = c.req.valid('param')
  granted(await withdraw(c.env, c.var.identity, invitationId, visitOf(c)))
  return c.body(null, 204)
})
