import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { memberSchema } from '../../protocol/events.ts'
import {
  appointSchema,
  bannedListSchema,
  membersPageSchema,
  membersQuerySchema,
  muteSchema,
  removeQuerySchema,
} from '../../protocol/rest.ts'
import type { Served } from '../parts.ts'
import { operate } from '../rooms/operate.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, openTo, problems } from './documented.ts'
import {
  memberAddress,
  PERMISSION_PROBLEMS,
  roomAddress,
  TARGET_PROBLEMS,
} from './room-documented.ts'

// Who belongs to a room, what they are in it, whether they may speak, and who may not come back.
export const roomMembers = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/members',
  tags: ['members'],
  summary: 'Who belongs to a room, by standing and name',
  ...openTo('rooms:read'),
  request: { params: roomAddress, query: membersQuerySchema },
  responses: {
    200: json(membersPageSchema, 'A page of them, and where the next begins.'),
    ...problems('validation_failed', 'unauthenticated', ...PERMISSION_PROBLEMS),
  },
})

roomMembers.openapi(listRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'members', c.req.valid('query')), 200),
)

const appointRoute = createRoute({
  method: 'patch',
  path: '/members/{userId}',
  tags: ['members'],
  summary: 'Give a member below me a role below mine',
  ...openTo('rooms:manage'),
  request: { params: memberAddress, body: jsonBody(appointSchema) },
  responses: {
    200: json(memberSchema, 'The member.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...TARGET_PROBLEMS),
  },
})

roomMembers.openapi(appointRoute, async c => {
  const { roomId, userId } = c.req.valid('param')
  const { role } = c.req.valid('json')
  return c.json(await operate(c, roomId, 'appoint', { userId, role }), 200)
})

const removeRoute = createRoute({
  method: 'delete',
  path: '/members/{userId}',
  tags: ['moderation'],
  summary: 'Remove a member below me, for good if banned',
  ...openTo('rooms:manage'),
  request: { params: memberAddress, query: removeQuerySchema },
  responses: {
    204: { description: 'Their sockets there are closed.' },
    ...problems(...CHANGE_PROBLEMS, 'validation_failed', ...TARGET_PROBLEMS),
  },
})

roomMembers.openapi(removeRoute, async c => {
  const { roomId, userId } = c.req.valid('param')
  const { ban, ...how } = c.req.valid('query')
  await operate(c, roomId, 'remove', { userId, ban: ban === 'true', ...how })
  return c.body(null, 204)
})

const muteRoute = createRoute({
  method: 'put',
  path: '/members/{userId}/mute',
  tags: ['moderation'],
  summary: 'Let a member below me read and not speak for some minutes',
  ...openTo('rooms:manage'),
  request: { params: memberAddress, body: jsonBody(muteSchema) },
  responses: {
    200: json(memberSchema, 'The member.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...TARGET_PROBLEMS),
  },
})

roomMembers.openapi(muteRoute, async c => {
  const { roomId, userId } = c.req.valid('param')
  return c.json(await operate(c, roomId, 'mute', { userId, ...c.req.valid('json') }), 200)
})

const unmuteRoute = createRoute({
  method: 'delete',
  path: '/members/{userId}/mute',
  tags: ['moderation'],
  summary: 'Let a member speak again',
  ...openTo('rooms:manage'),
  request: { params: memberAddress },
  responses: {
    200: json(memberSchema, 'The member.'),
    ...problems(...CHANGE_PROBLEMS, ...TARGET_PROBLEMS),
  },
})

roomMembers.openapi(unmuteRoute, async c => {
  const { roomId, userId } = c.req.valid('param')
  return c.json(await operate(c, roomId, 'mute', { userId, minutes: null }), 200)
})

const bannedRoute = createRoute({
  method: 'get',
  path: '/bans',
  tags: ['moderation'],
  summary: 'Who may not come back',
  ...openTo('rooms:manage'),
  request: { params: roomAddress },
  responses: {
    200: json(bannedListSchema, 'The latest first.'),
    ...problems('unauthenticated', ...PERMISSION_PROBLEMS),
  },
})

roomMembers.openapi(bannedRoute, async c =>
  c.json({ banned: await operate(c, c.req.valid('param').roomId, 'banned', {}) }, 200),
)

const unbanRoute = createRoute({
  method: 'delete',
  path: '/bans/{userId}',
  tags: ['moderation'],
  summary: 'Let somebody come back',
  ...openTo('rooms:manage'),
  request: { params: memberAddress },
  responses: {
    204: { description: 'They may join again.' },
    ...problems(...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS, 'no_such_member'),
  },
})

roomMembers.openapi(unbanRoute, async c => {
  const { roomId, userId } = c.req.valid('param')
  await operate(c, roomId, 'unban', { userId })
  return c.body(null, 204)
})
