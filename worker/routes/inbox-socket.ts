import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { CLOSE } from '../../protocol/codes.ts'
import { identify } from '../auth/session.ts'
import { INBOX } from '../auth/ticket.ts'
import { InboxDoor } from '../inbox/inbox-door.ts'
import { requireScope } from '../middleware/session.ts'
import { TICKET_QUERY } from '../middleware/ticket.ts'
import type { Served } from '../parts.ts'
import { problems, securityWith } from './documented.ts'
import { arriving, closed, introduction, requireUpgrade, switching } from './upgrade.ts'

export const inboxSocket = new OpenAPIHono<Served>()

const socketRoute = createRoute({
  method: 'get',
  path: '/socket',
  tags: ['people'],
  summary: 'A WebSocket to what crosses rooms',
  security: securityWith('rooms:read'),
  request: { query: z.object({ [TICKET_QUERY]: z.string().optional() }) },
  responses: {
    101: {
      description: `Text frames follow. Closed at once with ${CLOSE.unauthenticated} when not signed in.`,
    },
    ...problems('foreign_origin', 'insufficient_scope', 'upgrade_required'),
  },
})

inboxSocket.openapi(socketRoute, async c => {
  requireUpgrade(c)
  const credential = await arriving(c, INBOX)
  const identity = credential && (await identify(c.env, credential))
  if (identity === undefined) return closed(CLOSE.unauthenticated, 'sign in first')
  requireScope(identity, 'rooms:read')
  const door = new InboxDoor(c.env.env.INBOXES, identity.id)
  return switching(await door.connect(introduction(identity, c.var.requestId)))
})
