import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import {
  deleteMessagesSchema,
  historyQuerySchema,
  historySchema,
  messagesTouchedSchema,
  restoreMessagesSchema,
  someMessagesQuerySchema,
  someMessagesSchema,
} from '../../protocol/rest.ts'
import type { Served } from '../parts.ts'
import { operate } from '../rooms/operate.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, openTo, problems } from './documented.ts'
import { PERMISSION_PROBLEMS, roomAddress } from './room-documented.ts'

// What was said in a room.
export const roomMessages = new OpenAPIHono<Served>()

const historyRoute = createRoute({
  method: 'get',
  path: '/messages',
  tags: ['rooms'],
  summary: 'A page of its messages',
  ...openTo('messages:read'),
  request: { params: roomAddress, query: historyQuerySchema },
  responses: {
    200: json(historySchema, 'In seq order, the newest without a cursor.'),
    ...problems(
      'validation_failed',
      'unauthenticated',
      'not_a_member',
      'not_found',
      'room_deleted',
    ),
  },
})

roomMessages.openapi(historyRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'history', c.req.valid('query')), 200),
)

const someRoute = createRoute({
  method: 'get',
  path: '/messages/some',
  tags: ['rooms'],
  summary: 'Some of its messages, by their seqs',
  ...openTo('messages:read'),
  request: { params: roomAddress, query: someMessagesQuerySchema },
  responses: {
    200: json(someMessagesSchema, 'Those that there are, in seq order.'),
    ...problems(
      'validation_failed',
      'unauthenticated',
      'not_a_member',
      'not_found',
      'room_deleted',
    ),
  },
})

roomMessages.openapi(someRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'some', c.req.valid('query')), 200),
)

const pinsRoute = createRoute({
  method: 'get',
  path: '/pins',
  tags: ['rooms'],
  summary: 'Its pinned messages',
  ...openTo('messages:read'),
  request: { params: roomAddress },
  responses: {
    200: json(someMessagesSchema, 'Those pinned last first.'),
    ...problems('unauthenticated', 'not_a_member', 'not_found', 'room_deleted'),
  },
})

roomMessages.openapi(pinsRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'pins', {}), 200),
)

const deleteRoute = createRoute({
  method: 'post',
  path: '/messages/delete',
  tags: ['moderation'],
  summary: 'Remove messages: my own, or anybody’s if I may',
  ...openTo('messages:write'),
  request: { params: roomAddress, body: jsonBody(deleteMessagesSchema) },
  responses: {
    200: json(messagesTouchedSchema, 'Those that were there to be removed.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS),
  },
})

roomMessages.openapi(deleteRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'deleteMessages', c.req.valid('json')), 200),
)

const restoreRoute = createRoute({
  method: 'post',
  path: '/messages/restore',
  tags: ['moderation'],
  summary: 'Bring removed messages back, not long after',
  ...openTo('messages:write'),
  request: { params: roomAddress, body: jsonBody(restoreMessagesSchema) },
  responses: {
    200: json(messagesTouchedSchema, 'Those that are back.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS, 'undo_expired'),
  },
})

roomMessages.openapi(restoreRoute, async c =>
  c.json(
    await operate(c, c.req.valid('param').roomId, 'restoreMessages', c.req.valid('json')),
    200,
  ),
)
