import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { directoryQuerySchema, directorySchema } from '../../protocol/rest.ts'
import type { Served } from '../parts.ts'
import { openRooms } from '../store/directory.ts'
import { json, openTo, problems } from './documented.ts'
import { placeAfter } from './page-place.ts'

export const directory = new OpenAPIHono<Served>()

const directoryRoute = createRoute({
  method: 'get',
  path: '/directory',
  tags: ['rooms'],
  summary: 'The public rooms, or those that speak of something',
  ...openTo('rooms:read'),
  request: { query: directoryQuerySchema },
  responses: {
    200: json(directorySchema, '50 at a time, those with the most members first.'),
    ...problems('unauthenticated', 'validation_failed'),
  },
})

directory.openapi(directoryRoute, async c => {
  const { q, after } = c.req.valid('query')
  return c.json(await openRooms(c.env.db, c.var.identity.id, q, placeAfter(after)), 200)
})
