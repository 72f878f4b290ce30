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
import { log } from '../log.ts'
import { signedIn } from '../middleware/session.ts'
import type { Parts, Served } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { listRooms, releaseName, reserveName } from '../store/rooms.ts'
import { BODY_PROBLEMS, json, jsonBody, problems } from './documented.ts'

export const rooms = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['rooms'],
  summary: 'My rooms, and the public ones I could join',
  middleware: [signedIn] as const,
  responses: {
    200: json(roomListSchema, 'At most 200 each, newest activity first.'),
    ...problems('unauthenticated'),
  },
})

rooms.openapi(listRoute, async c => c.json(await listRooms(c.env.db, c.var.identity.id), 200))

const createRoomRoute = createRoute({
  method: 'post',
  path: '/',
  tags: ['rooms'],
  summary: 'Make a room and own it',
  middleware: [signedIn] as const,
  request: { body: jsonBody(createRoomSchema) },
  responses: {
    201: json(roomAnswerSchema, 'The room.'),
    ...problems(...BODY_PROBLEMS, 'foreign_origin', 'unauthenticated', 'room_name_taken'),
  },
})

rooms.openapi(createRoomRoute, async c => {
  const { topic = '', description = '', ...wanted } = c.req.valid('json')
  const owner = profileOf(c.var.identity)
  const made = { id: v7(), createdBy: owner.id, createdAt: c.env.now() }
  const room = { ...wanted, topic, description, ...made }
  return c.json(granted(await make(c.env, room, owner)), 201)
})

/** The name first: only Postgres sees all rooms, and a room without its name must not come to be. */
async function make(parts: Parts, room: Room, owner: Profile): Promise<Outcome<RoomAnswer>> {
  if (!(await reserveName(parts.db, room))) return refused('room_name_taken')
  try {
    const outcome = await new RoomDoor(parts.env.ROOMS, room.id).create(room, owner)
    if (!outcome.ok) await release(parts, room.id)
    return outcome
  } catch (error) {
    await release(parts, room.id)
    throw error
  }
}

// A reservation that stays behind is free again after a day.
async function release({ db }: Parts, roomId: string): Promise<void> {
  await releaseName(db, roomId).catch((error: unknown) => {
    log('warn', 'room.reservation_left', { roomId, error })
  })
}
