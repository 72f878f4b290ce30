import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { createRoomSchema, roomAnswerSchema, roomListSchema } from '../../protocol/rest.ts'
import { profileOf } from '../domain/identity.ts'
import { granted } from '../errors.ts'
import { limited } from '../middleware/rate-limit.ts'
import { signedInWith } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { makeRoom, ROOMS_MADE } from '../rooms/make-room.ts'
import { listRooms } from '../store/rooms.ts'
import {
  BODY_PROBLEMS,
  CHANGE_PROBLEMS,
  json,
  jsonBody,
  openTo,
  problems,
  securityWith,
} from './documented.ts'

export const rooms = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['rooms'],
  summary: 'My rooms, and the public ones I could join',
  ...openTo('rooms:read'),
  responses: {
    200: json(roomListSchema, 'At most 200 each, newest activity first.'),
    ...problems('unauthenticated'),
  },
})

rooms.openapi(listRoute, async c =>
  c.json(await listRooms(c.env.db, c.var.identity.id, c.env.now()), 200),
)

const createRoomRoute = createRoute({
  method: 'post',
  path: '/',
  tags: ['rooms'],
  summary: 'Make a room and own it',
  security: securityWith('rooms:write'),
  middleware: [signedInWith('rooms:write'), limited('rooms', ROOMS_MADE)] as const,
  request: { body: jsonBody(createRoomSchema) },
  responses: {
    201: json(roomAnswerSchema, 'The room.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'room_name_taken', 'rate_limited'),
  },
})

rooms.openapi(createRoomRoute, async c => {
  const owner = profileOf(c.var.identity)
  return c.json(granted(await makeRoom(c.env, c.req.valid('json'), owner)), 201)
})
