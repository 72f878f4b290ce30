import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { peopleQuerySchema, peopleSchema } from '../../protocol/rest.ts'
import { limited } from '../middleware/rate-limit.ts'
import { signedInWith } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { searchPeople } from '../store/people.ts'
import { json, problems, securityWith } from './documented.ts'

export const people = new OpenAPIHono<Served>()

/** Questions of one account in a minute: as fast as somebody types, each goes through everybody. */
const SEARCHES = { most: 240, windowMs: 60_000 }

const searchRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['people'],
  summary: 'People whose name, or a word of it, begins like this',
  security: securityWith('rooms:read'),
  middleware: [signedInWith('rooms:read'), limited('people', SEARCHES)] as const,
  request: { query: peopleQuerySchema },
  responses: {
    200: json(peopleSchema, 'At most 20, those first whose username begins so; not oneself.'),
    ...problems('unauthenticated', 'validation_failed', 'rate_limited'),
  },
})

people.openapi(searchRoute, async c => {
  const { q } = c.req.valid('query')
  return c.json({ people: await searchPeople(c.env.db, q, c.var.identity.id) }, 200)
})
