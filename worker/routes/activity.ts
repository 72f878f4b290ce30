import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { activityListSchema } from '../../protocol/rest.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { newestActivity } from '../store/activity.ts'
import { json, problems } from './documented.ts'

export const activity = new OpenAPIHono<Served>()

/** Entries in the answer. */
const ACTIVITY_MAX = 100

const activityRoute = createRoute({
  method: 'get',
  path: '/activity',
  tags: ['account'],
  summary: 'What happened to my account of late',
  middleware: [signedIn] as const,
  responses: {
    200: json(activityListSchema, 'The newest 100 entries of the audit, newest first.'),
    ...problems('unauthenticated'),
  },
})

activity.openapi(activityRoute, async c => {
  const entries = await newestActivity(c.env.db, c.var.identity.id, ACTIVITY_MAX)
  return c.json({ activity: entries }, 200)
})
