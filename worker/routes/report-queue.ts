import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { reportsPageSchema, reportsQuerySchema } from '../../protocol/rest.ts'
import { admin } from '../middleware/admin.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { reportQueue as queueOf } from '../store/report-queue.ts'
import { json, problems } from './documented.ts'
import { placeAfter } from './page-place.ts'

// What is reported anywhere, for admins.
export const reportQueue = new OpenAPIHono<Served>()

const queueRoute = createRoute({
  method: 'get',
  path: '/reports',
  tags: ['admin'],
  summary: 'What people report in all rooms and conversations',
  middleware: [signedIn, admin] as const,
  request: { query: reportsQuerySchema },
  responses: {
    200: json(reportsPageSchema, 'The open ones oldest first, the others newest first.'),
    ...problems('unauthenticated', 'forbidden', 'validation_failed'),
  },
})

reportQueue.openapi(queueRoute, async c => {
  const { state, after } = c.req.valid('query')
  return c.json(await queueOf(c.env.db, undefined, state, placeAfter(after)), 200)
})
