import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as limits from '../../protocol/limits.ts'
import { adminRoomsQuerySchema, adminRoomsSchema, overviewSchema } from '../../protocol/rest.ts'
import type { Env } from '../env.ts'
import { admin } from '../middleware/admin.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { allRooms } from '../store/all-rooms.ts'
import { overviewOf } from '../store/overview.ts'
import { json, problems } from './documented.ts'
import { placeAfter } from './page-place.ts'

// The whole, for admins.
export const overview = new OpenAPIHono<Served>()

const overviewRoute = createRoute({
  method: 'get',
  path: '/overview',
  tags: ['admin'],
  summary: 'How much there is of everything, and what it is bounded by',
  middleware: [signedIn, admin] as const,
  responses: {
    200: json(overviewSchema, 'Counted as far as that is quick, and reckoned beyond.'),
    ...problems('unauthenticated', 'forbidden'),
  },
})

overview.openapi(overviewRoute, async c => {
  const { db, env, now } = c.env
  return c.json({ ...(await overviewOf(db, now())), limits: limitsOf(env) }, 200)
})

/** By the names they have in protocol/limits.ts and among the variables. */
function limitsOf(env: Env): Record<string, number> {
  const { SIGN_IN_LIMIT, SIGN_INS_PER_MINUTE, SENDS_PER_SECOND } = env
  const { AUDIT_DAYS, LOG_WINDOW_EVENTS } = env
  const chosen = { SIGN_IN_LIMIT, SIGN_INS_PER_MINUTE, SENDS_PER_SECOND }
  const { PROTOCOL_VERSION: _, PROTOCOL_VERSION_OLDEST: __, ...bounds } = limits
  return { ...bounds, ...chosen, AUDIT_DAYS, LOG_WINDOW_EVENTS }
}

const roomsRoute = createRoute({
  method: 'get',
  path: '/rooms',
  tags: ['admin'],
  summary: 'All rooms, or those that speak of something',
  middleware: [signedIn, admin] as const,
  request: { query: adminRoomsQuerySchema },
  responses: {
    200: json(adminRoomsSchema, '50 at a time, the newest first; deleted ones, too.'),
    ...problems('unauthenticated', 'forbidden', 'validation_failed'),
  },
})

overview.openapi(roomsRoute, async c => {
  const { q, after } = c.req.valid('query')
  return c.json(await allRooms(c.env.db, q, placeAfter(after)), 200)
})
