import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { deviceListSchema, devicesEndedSchema } from '../../protocol/rest.ts'
import { endDevice, endOtherDevices, listDevices } from '../auth/devices.ts'
import { visitOf } from '../auth/visit.ts'
import { granted } from '../errors.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { CONFIRMED_PROBLEMS, json, problems } from './documented.ts'

export const devices = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['account'],
  summary: 'Where I am signed in',
  middleware: [signedIn] as const,
  responses: {
    200: json(deviceListSchema, 'This session first, then those used last.'),
    ...problems('unauthenticated'),
  },
})

devices.openapi(listRoute, async c =>
  c.json({ devices: await listDevices(c.env, c.var.identity) }, 200),
)

const endOneRoute = createRoute({
  method: 'delete',
  path: '/{sessionId}',
  tags: ['account'],
  summary: 'Sign out one device',
  middleware: [signedIn, confirmed] as const,
  request: { params: z.object({ sessionId: z.uuid() }) },
  responses: {
    204: { description: 'Its session has ended, and its sockets are closed.' },
    ...problems(...CONFIRMED_PROBLEMS, 'not_found'),
  },
})

devices.openapi(endOneRoute, async c => {
  const { sessionId } = c.req.valid('param')
  granted(await endDevice(c.env, c.var.identity, sessionId, visitOf(c)))
  return c.body(null, 204)
})

const endOthersRoute = createRoute({
  method: 'delete',
  path: '/',
  tags: ['account'],
  summary: 'Sign out everywhere else',
  middleware: [signedIn, confirmed] as const,
  responses: {
    200: json(devicesEndedSchema, 'How many sessions have ended.'),
    ...problems(...CONFIRMED_PROBLEMS),
  },
})

devices.openapi(endOthersRoute, async c =>
  c.json({ ended: await endOtherDevices(c.env, c.var.identity, visitOf(c)) }, 200),
)
