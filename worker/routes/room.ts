import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { historyQuerySchema, historySchema, roomAnswerSchema } from '../../protocol/rest.ts'
import { profileOf } from '../domain/identity.ts'
import { granted } from '../errors.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { json, problems } from './documented.ts'

// One room. The room itself decides who may know of it: one that is hidden from somebody answers
// them like one that is not there.
export const room = new OpenAPIHono<Served>()

/** Anything but a UUID is an address where nothing is. */
const address = z.object({ roomId: z.uuid() })

const lookRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['rooms'],
  summary: 'A room I belong to',
  middleware: [signedIn] as const,
  request: { params: address },
  responses: {
    200: json(roomAnswerSchema, 'The room, and me in it.'),
    ...problems('unauthenticated', 'not_a_member', 'not_found'),
  },
})

room.openapi(lookRoute, async c => {
  const door = new RoomDoor(c.env.env.ROOMS, c.req.valid('param').roomId)
  return c.json(granted(await door.look(c.var.identity.id)), 200)
})

const joinRoute = createRoute({
  method: 'post',
  path: '/join',
  tags: ['rooms'],
  summary: 'Join a public room; again is no harm',
  middleware: [signedIn] as const,
  request: { params: address },
  responses: {
    200: json(roomAnswerSchema, 'The room, and me in it.'),
    ...problems('foreign_origin', 'unauthenticated', 'forbidden', 'not_found', 'room_full'),
  },
})

room.openapi(joinRoute, async c => {
  const door = new RoomDoor(c.env.env.ROOMS, c.req.valid('param').roomId)
  return c.json(granted(await door.join(profileOf(c.var.identity))), 200)
})

const historyRoute = createRoute({
  method: 'get',
  path: '/messages',
  tags: ['rooms'],
  summary: 'A page of its messages',
  middleware: [signedIn] as const,
  request: { params: address, query: historyQuerySchema },
  responses: {
    200: json(historySchema, 'In seq order, the newest without a cursor.'),
    ...problems('validation_failed', 'unauthenticated', 'not_a_member', 'not_found'),
  },
})

room.openapi(historyRoute, async c => {
  const door = new RoomDoor(c.env.env.ROOMS, c.req.valid('param').roomId)
  return c.json(granted(await door.history(c.var.identity.id, c.req.valid('query'))), 200)
})
