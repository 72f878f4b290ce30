import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { restartSchema } from '../../protocol/rest.ts'
import { inGroups } from '../groups.ts'
import { log } from '../log.ts'
import { prometheus } from '../metrics.ts'
import { operator as operatorOnly } from '../middleware/operator.ts'
import type { Parts, Served } from '../parts.ts'
import { registryOf } from '../registry/registry-door.ts'
import { RoomDoor } from '../room-door.ts'
import { json, problems } from './documented.ts'

// For whoever runs the deployment. To everybody else nothing is here.
export const operator = new OpenAPIHono<Served>()

/** Rooms that are told of a restart at the same time. */
const RESTART_GROUP = 20

const restartRoute = createRoute({
  method: 'post',
  path: '/operator/restart',
  tags: ['operator'],
  summary: 'Announce a restart to every open socket',
  security: [{ operator: [] }],
  middleware: [operatorOnly] as const,
  responses: {
    200: json(restartSchema, 'Everybody was told with 4011; what was said is on its way.'),
    ...problems('not_found'),
  },
})

operator.openapi(restartRoute, async c => {
  const roomIds = await registryOf(c.env.env).live()
  const told = await inGroups(roomIds, RESTART_GROUP, async roomId => await tell(c.env, roomId))
  const reached = told.filter(sockets => sockets !== undefined)
  const sockets = reached.reduce((sum, n) => sum + n, 0)
  const unreached = told.length - reached.length
  return c.json({ rooms: reached.length, sockets, unreached }, 200)
})

async function tell(parts: Parts, roomId: string): Promise<number | undefined> {
  try {
    return await new RoomDoor(parts.env.ROOMS, roomId).restart()
  } catch (error) {
    log('warn', 'restart.failed', { room: roomId, error })
    return undefined
  }
}

const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  tags: ['operator'],
  summary: 'What to watch, for Prometheus',
  security: [{ operator: [] }],
  middleware: [operatorOnly] as const,
  responses: {
    200: {
      description: 'Text format 0.0.4.',
      content: { 'text/plain': { schema: z.string() } },
    },
    ...problems('not_found'),
  },
})

operator.openapi(metricsRoute, async c => {
  const figures = await registryOf(c.env.env).figures()
  return c.text(prometheus(figures, c.env.now()), 200, { 'content-type': PROMETHEUS })
})
const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8'
