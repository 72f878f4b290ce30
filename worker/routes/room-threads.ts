import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { followThreadSchema, threadsQuerySchema, threadsSchema } from '../../protocol/rest.ts'
import type { Served } from '../parts.ts'
import { operate } from '../rooms/operate.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, openTo, problems } from './documented.ts'
import { MESSAGE_PROBLEMS, messageAddress, roomAddress } from './room-documented.ts'

// Threads of a room. What stands in one is a page of its messages (room-messages.ts).
export const roomThreads = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/threads',
  tags: ['messages'],
  summary: 'Its threads, and what of them I have not read',
  ...openTo('messages:read'),
  request: { params: roomAddress, query: threadsQuerySchema },
  responses: {
    200: json(threadsSchema, 'Those with the newest answers first.'),
    ...problems(
      'validation_failed',
      'unauthenticated',
      'not_a_member',
      'not_found',
      'room_deleted',
    ),
  },
})

roomThreads.openapi(listRoute, async c =>
  c.json(await operate(c, c.req.valid('param').roomId, 'threads', c.req.valid('query')), 200),
)

const followRoute = createRoute({
  method: 'put',
  path: '/threads/{seq}',
  tags: ['messages'],
  summary: 'Follow a thread, or no more',
  ...openTo('messages:write'),
  request: { params: messageAddress, body: jsonBody(followThreadSchema) },
  responses: {
    204: { description: 'From now on.' },
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...MESSAGE_PROBLEMS),
  },
})

roomThreads.openapi(followRoute, async c => {
  const { roomId, seq } = c.req.valid('param')
  await operate(c, roomId, 'follow', { seq, on: c.req.valid('json').on })
  return c.body(null, 204)
})
