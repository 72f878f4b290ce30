import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  createLinkSchema,
  inviteSchema,
  linkCreatedSchema,
  linkListSchema,
  linkSeenSchema,
  lookAtLinkSchema,
  pendingInvitationSchema,
  pendingInvitationsSchema,
} from '../../protocol/rest.ts'
import { limited } from '../middleware/rate-limit.ts'
import { signedInWith } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { inviteByName } from '../rooms/invite.ts'
import { operate } from '../rooms/operate.ts'
import {
  BODY_PROBLEMS,
  CHANGE_PROBLEMS,
  json,
  jsonBody,
  openTo,
  problems,
  securityWith,
} from './documented.ts'
import { memberAddress, PERMISSION_PROBLEMS, roomAddress } from './room-documented.ts'

// Who is let into a room: by name, or by a link.
export const roomAdmissions = new OpenAPIHono<Served>()

const invitedRoute = createRoute({
  method: 'get',
  path: '/invitations',
  tags: ['members'],
  summary: 'Who was asked into a room and has not answered',
  ...openTo('rooms:read'),
  request: { params: roomAddress },
  responses: {
    200: json(pendingInvitationsSchema, 'The newest first.'),
    ...problems('unauthenticated', ...PERMISSION_PROBLEMS),
  },
})

roomAdmissions.openapi(invitedRoute, async c =>
  c.json({ invitations: await operate(c, c.req.valid('param').roomId, 'invited', {}) }, 200),
)

const inviteRoute = createRoute({
  method: 'post',
  path: '/invitations',
  tags: ['members'],
  summary: 'Ask somebody into a room by name',
  ...openTo('rooms:write'),
  request: { params: roomAddress, body: jsonBody(inviteSchema) },
  responses: {
    201: json(pendingInvitationSchema, 'The invitation, which waits for their answer.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      ...PERMISSION_PROBLEMS,
      'no_such_account',
      'self_target',
      'already_a_member',
      'banned',
      'blocked',
      'too_many',
      'conversation_full',
    ),
  },
})

roomAdmissions.openapi(inviteRoute, async c => {
  const { roomId } = c.req.valid('param')
  return c.json(await inviteByName(c, roomId, c.req.valid('json').username), 201)
})

const uninviteRoute = createRoute({
  method: 'delete',
  path: '/invitations/{userId}',
  tags: ['members'],
  summary: 'Withdraw an invitation, or decline my own',
  ...openTo('rooms:write'),
  request: { params: memberAddress },
  responses: {
    204: { description: 'Nobody comes in by it any more.' },
    ...problems(...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS),
  },
})

roomAdmissions.openapi(uninviteRoute, async c => {
  const { roomId, userId } = c.req.valid('param')
  await operate(c, roomId, 'uninvite', { userId })
  return c.body(null, 204)
})

const linksRoute = createRoute({
  method: 'get',
  path: '/links',
  tags: ['members'],
  summary: 'Links into a room: mine, or all for who may see them',
  ...openTo('rooms:read'),
  request: { params: roomAddress },
  responses: {
    200: json(linkListSchema, 'Those that still let somebody in, the newest first.'),
    ...problems('unauthenticated', ...PERMISSION_PROBLEMS),
  },
})

roomAdmissions.openapi(linksRoute, async c =>
  c.json({ links: await operate(c, c.req.valid('param').roomId, 'links', {}) }, 200),
)

const makeLinkRoute = createRoute({
  method: 'post',
  path: '/links',
  tags: ['members'],
  summary: 'Make a link into a room',
  ...openTo('rooms:write'),
  request: { params: roomAddress, body: jsonBody(createLinkSchema) },
  responses: {
    201: json(linkCreatedSchema, 'The link, and what it holds, which is told this once.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS, 'too_many'),
  },
})

roomAdmissions.openapi(makeLinkRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'makeLink', c.req.valid('json')), 201),
)

const oneLink = roomAddress.extend({ linkId: z.uuid() })

const revokeLinkRoute = createRoute({
  method: 'delete',
  path: '/links/{linkId}',
  tags: ['members'],
  summary: 'Withdraw a link',
  ...openTo('rooms:write'),
  request: { params: oneLink },
  responses: {
    204: { description: 'Nobody comes in by it any more.' },
    ...problems(...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS),
  },
})

roomAdmissions.openapi(revokeLinkRoute, async c => {
  const { roomId, linkId } = c.req.valid('param')
  await operate(c, roomId, 'revokeLink', { linkId })
  return c.body(null, 204)
})

/** Links that one account may look at in a minute: nobody tries them out. */
const LOOKS = { most: 30, windowMs: 60_000 }

const lookAtLinkRoute = createRoute({
  method: 'post',
  path: '/links/look',
  tags: ['members'],
  summary: 'Where a link leads, before I go there',
  security: securityWith('rooms:read'),
  middleware: [signedInWith('rooms:read'), limited('links', LOOKS)] as const,
  request: { params: roomAddress, body: jsonBody(lookAtLinkSchema) },
  responses: {
    200: json(linkSeenSchema, 'The room, and whether I belong to it.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      'not_found',
      'banned',
      'link_expired',
      'link_used_up',
      'link_revoked',
      'rate_limited',
    ),
  },
})

roomAdmissions.openapi(lookAtLinkRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'lookAtLink', c.req.valid('json')), 200),
)
