import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { CLOSE } from '../../protocol/codes.ts'
import { type Credential, identify, identifyAtDoor } from '../auth/session.ts'
import type { Identity } from '../domain/identity.ts'
import { requireScope } from '../middleware/session.ts'
import { TICKET_QUERY } from '../middleware/ticket.ts'
import type { Parts, Served } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { problems, securityWith } from './documented.ts'
import { arriving, closed, introduction, requireUpgrade, switching } from './upgrade.ts'

export const roomSocket = new OpenAPIHono<Served>()

/** Made once: zod takes longer to make a schema than to use it. */
const addressSchema = z.uuid()

const socketRoute = createRoute({
  method: 'get',
  path: '/socket',
  tags: ['rooms'],
  summary: 'A WebSocket to the room',
  security: securityWith('messages:read'),
  request: {
    params: z.object({ roomId: z.string() }),
    query: z.object({ [TICKET_QUERY]: z.string().optional() }),
  },
  responses: {
    101: {
      description: `Text frames follow. Closed at once with ${CLOSE.unauthenticated} when not signed
        in, ${CLOSE.forbidden} when not a member, ${CLOSE.noSuchRoom} when there is no such room.`,
    },
    ...problems('foreign_origin', 'insufficient_scope', 'upgrade_required'),
  },
})

roomSocket.openapi(socketRoute, async c => {
  requireUpgrade(c)
  const { roomId } = c.req.valid('param')
  const isAddress = addressSchema.safeParse(roomId).success
  // No ticket is for a place that cannot be, whatever it is called.
  const credential = await arriving(c, isAddress ? roomId : '')
  const identity = credential && (await admitted(c.env, credential, roomId, isAddress))
  if (identity === undefined) return closed(CLOSE.unauthenticated, 'sign in first')
  requireScope(identity, 'messages:read')
  if (!isAddress) return closed(CLOSE.noSuchRoom, 'no such room')
  const door = new RoomDoor(c.env.env.ROOMS, roomId)
  return switching(await door.connect(introduction(identity, c.var.requestId)))
})

/** No word is left for a room that cannot be. */
async function admitted(
  parts: Parts,
  credential: Credential,
  roomId: string,
  isAddress: boolean,
): Promise<Identity | undefined> {
  if (!isAddress) return await identify(parts, credential)
  return await identifyAtDoor(parts, credential, roomId)
}
