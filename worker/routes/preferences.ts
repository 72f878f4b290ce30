import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { changePreferencesSchema, preferencesSchema } from '../../protocol/rest.ts'
import { profileOf } from '../domain/identity.ts'
import { granted, Refusal } from '../errors.ts'
import type { Served } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { changePreferences } from '../store/preferences.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, openTo, problems } from './documented.ts'
import { roomAddress } from './room-documented.ts'

export const preferences = new OpenAPIHono<Served>()

const changeRoute = createRoute({
  method: 'patch',
  path: '/preferences',
  tags: ['rooms'],
  summary: 'What I keep of a room for myself',
  ...openTo('rooms:write'),
  request: { params: roomAddress, body: jsonBody(changePreferencesSchema) },
  responses: {
    200: json(preferencesSchema, 'What I keep of it now.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'not_a_member', 'not_found', 'room_deleted'),
  },
})

preferences.openapi(changeRoute, async c => {
  const { roomId } = c.req.valid('param')
  const { db, env, now } = c.env
  const me = profileOf(c.var.identity)
  // As a member, whoever they are beside: nobody keeps anything of a room they do not belong to.
  const door = new RoomDoor(env.ROOMS, roomId)
  granted(await door.operate('look', { ...me, isAdmin: false }, {}))
  const kept = await changePreferences(db, me.id, roomId, c.req.valid('json'), now())
  // The room is there, and on its way to Postgres.
  if (kept === undefined) throw new Refusal('unavailable')
  return c.json(kept, 200)
})
