import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { memberSchema } from '../../protocol/events.ts'
import {
  changedRoomSchema,
  changeRoomSchema,
  filtersSchema,
  joinSchema,
  restoreRoomSchema,
  roomAnswerSchema,
  transferSchema,
} from '../../protocol/rest.ts'
import type { Served } from '../parts.ts'
import { operate } from '../rooms/operate.ts'
import { changeRoom, restoreRoom } from '../rooms/rename.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, openTo, problems } from './documented.ts'
import { PERMISSION_PROBLEMS, roomAddress, TARGET_PROBLEMS } from './room-documented.ts'

// One room. The room itself decides who may know of it: one that is hidden from somebody answers
// them like one that is not there.
export const room = new OpenAPIHono<Served>()

const lookRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['rooms'],
  summary: 'A room I belong to',
  ...openTo('rooms:read'),
  request: { params: roomAddress },
  responses: {
    200: json(roomAnswerSchema, 'The room, and me in it.'),
    ...problems('unauthenticated', 'not_a_member', 'not_found', 'room_deleted'),
  },
})

room.openapi(lookRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'look', {}), 200),
)

const changeRoute = createRoute({
  method: 'patch',
  path: '/',
  tags: ['rooms'],
  summary: 'Change what a room is called, what it is about, and how it is run',
  ...openTo('rooms:manage'),
  request: { params: roomAddress, body: jsonBody(changeRoomSchema) },
  responses: {
    200: json(changedRoomSchema, 'The room as it is now.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS, 'room_name_taken'),
  },
})

room.openapi(changeRoute, async c => {
  const { roomId } = c.req.valid('param')
  return c.json({ room: await changeRoom(c, roomId, c.req.valid('json')) }, 200)
})

const deleteRoute = createRoute({
  method: 'delete',
  path: '/',
  tags: ['rooms'],
  summary: 'Take a room away from everybody; its owners can bring it back for a while',
  ...openTo('rooms:manage'),
  request: { params: roomAddress },
  responses: {
    200: json(changedRoomSchema, 'The room, which is there for nobody now.'),
    ...problems(...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS),
  },
})

room.openapi(deleteRoute, async c =>
  c.json({ room: await operate(c, c.req.valid('param').roomId, 'delete', {}) }, 200),
)

const restoreRoute = createRoute({
  method: 'post',
  path: '/restore',
  tags: ['rooms'],
  summary: 'Bring a deleted room back',
  ...openTo('rooms:manage'),
  request: { params: roomAddress, body: jsonBody(restoreRoomSchema) },
  responses: {
    200: json(changedRoomSchema, 'The room.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      ...PERMISSION_PROBLEMS,
      'room_name_taken',
      'undo_expired',
    ),
  },
})

room.openapi(restoreRoute, async c => {
  const { name } = c.req.valid('json')
  return c.json({ room: await restoreRoom(c, c.req.valid('param').roomId, name) }, 200)
})

const joinRoute = createRoute({
  method: 'post',
  path: '/join',
  tags: ['rooms'],
  summary:
    'Join a room that is public, or that I was invited to or have a link into; again is no harm',
  ...openTo('rooms:write'),
  request: { params: roomAddress, body: { content: jsonBody(joinSchema).content } },
  responses: {
    200: json(roomAnswerSchema, 'The room, and me in it.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      'banned',
      'not_found',
      'link_expired',
      'link_used_up',
      'link_revoked',
      'room_full',
      'conversation_full',
      'rate_limited',
    ),
  },
})

room.openapi(joinRoute, async c => {
  const { roomId } = c.req.valid('param')
  // Whoever needs no link need send no body.
  const { secret } = joinSchema.parse(c.req.valid('json') ?? {})
  return c.json(await operate(c, roomId, 'join', { secret }), 200)
})

const leaveRoute = createRoute({
  method: 'post',
  path: '/leave',
  tags: ['rooms'],
  summary: 'Leave a room; what I said stays',
  ...openTo('rooms:write'),
  request: { params: roomAddress },
  responses: {
    204: { description: 'My sockets there are closed.' },
    ...problems(
      ...CHANGE_PROBLEMS,
      'not_a_member',
      'not_found',
      'room_deleted',
      'sole_owner',
      'direct_conversation',
      'rate_limited',
    ),
  },
})

room.openapi(leaveRoute, async c => {
  await operate(c, c.req.valid('param').roomId, 'leave', {})
  return c.body(null, 204)
})

const transferRoute = createRoute({
  method: 'post',
  path: '/transfer',
  tags: ['rooms'],
  summary: 'Make a member owner in my place',
  ...openTo('rooms:manage'),
  request: { params: roomAddress, body: jsonBody(transferSchema) },
  responses: {
    200: json(memberSchema, 'Me, who is an admin of it now.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...TARGET_PROBLEMS),
  },
})

room.openapi(transferRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'transfer', c.req.valid('json')), 200),
)

const filtersRoute = createRoute({
  method: 'get',
  path: '/filters',
  tags: ['moderation'],
  summary: 'Words that no message of a room may hold',
  ...openTo('rooms:manage'),
  request: { params: roomAddress },
  responses: {
    200: json(filtersSchema, 'The words.'),
    ...problems('unauthenticated', ...PERMISSION_PROBLEMS),
  },
})

room.openapi(filtersRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'filters', {}), 200),
)

const setFiltersRoute = createRoute({
  method: 'put',
  path: '/filters',
  tags: ['moderation'],
  summary: 'Choose the words that no message of a room may hold',
  ...openTo('rooms:manage'),
  request: { params: roomAddress, body: jsonBody(filtersSchema) },
  responses: {
    200: json(filtersSchema, 'The words, each once.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS),
  },
})

room.openapi(setFiltersRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'setFilters', c.req.valid('json')), 200),
)
