import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { readersQuerySchema, readersSchema } from '../../protocol/rest.ts'
import type { Served } from '../parts.ts'
import { operate } from '../rooms/operate.ts'
import { json, openTo, problems } from './documented.ts'
import { PERMISSION_PROBLEMS, roomAddress } from './room-documented.ts'

// Whom a message has reached.
export const roomReaders = new OpenAPIHono<Served>()

const readersRoute = createRoute({
  method: 'get',
  path: '/messages/{seq}/readers',
  tags: ['rooms'],
  summary: 'Who has read up to a message, and whom it has come to',
  ...openTo('messages:read'),
  request: {
    params: roomAddress.extend({ seq: z.coerce.number().int().min(1) }),
    query: readersQuerySchema,
  },
  responses: {
    200: json(readersSchema, 'Those who let it be seen, and where the next page begins.'),
    ...problems('validation_failed', 'unauthenticated', ...PERMISSION_PROBLEMS),
  },
})

roomReaders.openapi(readersRoute, async c => {
  const { roomId, seq } = c.req.valid('param')
  return c.json(await operate(c, roomId, 'readers', { seq, ...c.req.valid('query') }), 200)
})
