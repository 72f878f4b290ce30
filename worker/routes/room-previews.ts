import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { previewsSchema } from '../../protocol/rest.ts'
import { limited } from '../middleware/rate-limit.ts'
import { signedInWith } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { ownHosts } from '../previews/own-hosts.ts'
import { previewsOf } from '../previews/previews.ts'
import { operate } from '../rooms/operate.ts'
import { json, problems, securityWith } from './documented.ts'
import { roomAddress } from './room-documented.ts'

export const roomPreviews = new OpenAPIHono<Served>()

/** Messages of one account in a minute: somebody who scrolls through a room of links asks for many. */
const ASKED = { most: 240, windowMs: 60_000 }

const previewsRoute = createRoute({
  method: 'get',
  path: '/messages/{seq}/previews',
  tags: ['rooms'],
  summary: 'What stands behind the links of a message',
  security: securityWith('messages:read'),
  middleware: [signedInWith('messages:read'), limited('previews', ASKED)] as const,
  request: { params: roomAddress.extend({ seq: z.coerce.number().int().min(1) }) },
  responses: {
    200: json(
      previewsSchema,
      'Of its first links; none where the room does not want any. May take some seconds.',
    ),
    ...problems('unauthenticated', 'not_a_member', 'not_found', 'room_deleted', 'rate_limited'),
  },
})

roomPreviews.openapi(previewsRoute, async c => {
  const { roomId, seq } = c.req.valid('param')
  const { body } = await operate(c, roomId, 'previewed', { seq })
  return c.json({ previews: await previewsOf(c.env, body, ownHosts(c.env.env, c.req.url)) }, 200)
})
