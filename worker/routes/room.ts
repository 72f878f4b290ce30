import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { memberSchema } from '../../protocol/events.ts'
import {
  appointSchema,
  historyQuerySchema,
  historySchema,
  removeQuerySchema,
  roomAnswerSchema,
} from '../../protocol/rest.ts'
import { profileOf } from '../domain/identity.ts'
import { granted } from '../errors.ts'
import type { Served } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, openTo, problems } from './documented.ts'

// One room. The room itself decides who may know of it: one that is hidden from somebody answers
// them like one that is not there.
export const room = new OpenAPIHono<Served>()

/** Anything but a UUID is an address where nothing is. */
const address = z.object({ roomId: z.uuid() })

/** What acting on a member can come to. */
const MEMBER_PROBLEMS = [
  'unauthenticated',
  'not_a_member',
  'forbidden',
  'not_found',
  'rate_limited',
] as const

const lookRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['rooms'],
  summary: 'A room I belong to',
  ...openTo('rooms:read'),
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
  ...openTo('rooms:write'),
  request: { params: address },
  responses: {
    200: json(roomAnswerSchema, 'The room, and me in it.'),
    ...problems(...CHANGE_PROBLEMS, 'forbidden', 'not_found', 'room_full', 'rate_limited'),
  },
})

room.openapi(joinRoute, async c => {
  const door = new RoomDoor(c.env.env.ROOMS, c.req.valid('param').roomId)
  return c.json(granted(await door.join(profileOf(c.var.identity))), 200)
})

const leaveRoute = createRoute({
  method: 'post',
  path: '/leave',
  tags: ['rooms'],
  summary: 'Leave a room; what I said stays',
  ...openTo('rooms:write'),
  request: { params: address },
  responses: {
    204: { description: 'My sockets there are closed.' },
    ...problems(...CHANGE_PROBLEMS, 'not_a_member', 'not_found', 'sole_owner', 'rate_limited'),
  },
})

room.openapi(leaveRoute, async c => {
  const door = new RoomDoor(c.env.env.ROOMS, c.req.valid('param').roomId)
  granted(await door.leave(c.var.identity.id))
  return c.body(null, 204)
})

const oneMember = address.extend({ userId: z.uuid() })

const appointRoute = createRoute({
  method: 'patch',
  path: '/members/{userId}',
  tags: ['rooms'],
  summary: 'Give a member below me a role below mine',
  ...openTo('rooms:write'),
  request: { params: oneMember, body: jsonBody(appointSchema) },
  responses: {
    200: json(memberSchema, 'The member.'),
    ...problems(...BODY_PROBLEMS, 'foreign_origin', ...MEMBER_PROBLEMS),
  },
})

room.openapi(appointRoute, async c => {
  const { roomId, userId } = c.req.valid('param')
  const door = new RoomDoor(c.env.env.ROOMS, roomId)
  const { role } = c.req.valid('json')
  return c.json(granted(await door.appoint(c.var.identity.id, userId, role)), 200)
})

const removeRoute = createRoute({
  method: 'delete',
  path: '/members/{userId}',
  tags: ['rooms'],
  summary: 'Remove a member below me, for good if banned',
  ...openTo('rooms:write'),
  request: { params: oneMember, query: removeQuerySchema },
  responses: {
    204: { description: 'Their sockets there are closed.' },
    ...problems('foreign_origin', 'validation_failed', ...MEMBER_PROBLEMS),
  },
})

room.openapi(removeRoute, async c => {
  const { roomId, userId } = c.req.valid('param')
  const door = new RoomDoor(c.env.env.ROOMS, roomId)
  const ban = c.req.valid('query').ban === 'true'
  granted(await door.remove(c.var.identity.id, userId, ban))
  return c.body(null, 204)
})

const historyRoute = createRoute({
  method: 'get',
  path: '/messages',
  tags: ['rooms'],
  summary: 'A page of its messages',
  ...openTo('messages:read'),
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
