import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { readySchema } from '../../protocol/rest.ts'
import { limited } from '../middleware/rate-limit.ts'
import type { Served } from '../parts.ts'
import { reach } from '../redis.ts'
import { ping } from '../store/client.ts'
import { json, problems } from './documented.ts'

export const health = new OpenAPIHono<Served>()

/** How often one address may ask in a minute: each question wakes Postgres. */
const ASKED_READY = { most: 60, windowMs: 60_000 }

health.openapi(
  createRoute({
    method: 'get',
    path: '/health',
    tags: ['health'],
    summary: 'Whether the Worker runs',
    security: [],
    responses: { 200: json(z.object({ status: z.literal('ok') }), 'It does.') },
  }),
  c => c.json({ status: 'ok' as const }, 200),
)

health.openapi(
  createRoute({
    method: 'get',
    path: '/ready',
    tags: ['health'],
    summary: 'Whether the parts it leans on answer',
    security: [],
    middleware: [limited('ready', ASKED_READY)] as const,
    responses: {
      ...problems('rate_limited'),
      200: json(readySchema, 'All do.'),
      503: json(readySchema, 'Some do not.'),
    },
  }),
  async c => {
    const [postgres, redis] = await Promise.all([
      inTime(ping(c.env.db)),
      inTime(reach(c.env.patientRedis.ping())),
    ])
    const ready = postgres && redis
    return c.json({ ready, postgres, redis }, ready ? 200 : 503)
  },
)

/** Milliseconds a part has to show itself: a database that slept takes some hundred. */
const READY_MS = 3_000

async function inTime(answer: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<false>(resolve => {
    timer = setTimeout(resolve, READY_MS, false)
  })
  const answered = answer.then(
    () => true,
    () => false,
  )
  const inTime = await Promise.race([answered, late])
  clearTimeout(timer)
  return inTime
}
