import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { v7 } from 'uuid'
import type { Room } from '../../protocol/events.ts'
import {
  createRoomSchema,
  type RoomAnswer,
  roomAnswerSchema,
  roomListSchema,
} from '../../protocol/rest.ts'
import { type Profile, profileOf } from '../domain/identity.ts'
import { type Outcome, refused } from '../domain/outcome.ts'
import { granted } from '../errors.ts'
import { limited } from '../middleware/rate-limit.ts'
import { signedInWith } from '../middleware/session.ts'
import type { Parts, Served } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { listRooms, reserveName } from '../store/rooms.ts'
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

rooms.openapi(listRoute, async c => c.json(await listRooms(c.env.db, c.var.identity.id), 200))

/** Rooms that one account may make in an hour: each is an object that is never given back. */
const ROOMS_MADE = { most: 30, windowMs: 3_600_000 }

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
  const { topic = '', description = '', ...wanted } = c.req.valid('json')
  const owner = profileOf(c.var.identity)
  const made = { id: v7(), createdBy: owner.id, createdAt: c.env.now() }
  const room = { ...wanted, topic, description, ...made }
  return c.json(granted(await make(c.env, room, owner)), 201)
})

/**
 * The name first: only Postgres sees all rooms, and a room without its name must not come to be.
 * When the room does not answer, the name stays held for its maker, who may simply try again.
 */
async function make(parts: Parts, room: Room, owner: Profile): Promise<Outcome<RoomAnswer>> {
  const id = await reserveName(parts.db, room)
  if (id === undefined) return refused('room_name_taken')
  return await new RoomDoor(parts.env.ROOMS, id).create({ ...room, id }, owner)
}
