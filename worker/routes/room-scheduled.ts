import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { scheduledListSchema, scheduledSchema, scheduleMessageSchema } from '../../protocol/rest.ts'
import type { Served } from '../parts.ts'
import { operate } from '../rooms/operate.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, openTo, problems } from './documented.ts'
import { PERMISSION_PROBLEMS, roomAddress } from './room-documented.ts'

// What I have written for later.
export const roomScheduled = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/scheduled',
  tags: ['messages'],
  summary: 'My messages that wait for their time',
  ...openTo('messages:read'),
  request: { params: roomAddress },
  responses: {
    200: json(scheduledListSchema, 'Those that come first first.'),
    ...problems('unauthenticated', ...PERMISSION_PROBLEMS),
  },
})

roomScheduled.openapi(listRoute, async c => {
  const { roomId } = c.req.valid('param')
  return c.json({ scheduled: await operate(c, roomId, 'scheduled', {}) }, 200)
})

const addRoute = createRoute({
  method: 'post',
  path: '/scheduled',
  tags: ['messages'],
  summary: 'Say something later',
  ...openTo('messages:write'),
  request: { params: roomAddress, body: jsonBody(scheduleMessageSchema) },
  responses: {
    201: json(scheduledSchema, 'It waits. Whether it may be said is asked when its time has come.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      ...PERMISSION_PROBLEMS,
      'not_sayable',
      'too_many',
    ),
  },
})

roomScheduled.openapi(addRoute, async c => {
  const { roomId } = c.req.valid('param')
  return c.json(await operate(c, roomId, 'schedule', c.req.valid('json')), 201)
})

const removeRoute = createRoute({
  method: 'delete',
  path: '/scheduled/{scheduledId}',
  tags: ['messages'],
  summary: 'Withdraw what I wanted to say later',
  ...openTo('messages:write'),
  request: { params: roomAddress.extend({ scheduledId: z.uuid() }) },
  responses: {
    204: { description: 'It is not said.' },
    ...problems(...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS),
  },
})

roomScheduled.openapi(removeRoute, async c => {
  const { roomId, scheduledId } = c.req.valid('param')
  await operate(c, roomId, 'unschedule', { id: scheduledId })
  return c.body(null, 204)
})
