import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as z from 'zod'
import { CLOSE, type CloseCode } from '../../protocol/codes.ts'
import { identify, identifyAtDoor } from '../auth/session.ts'
import { redeem } from '../auth/ticket.ts'
import { IDENTITY_HEADER, type Identity } from '../domain/identity.ts'
import { Refusal } from '../errors.ts'
import { credentialOf, requireScope } from '../middleware/session.ts'
import { TICKET_QUERY, ticketOf } from '../middleware/ticket.ts'
import type { Served } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { problems, securityWith } from './documented.ts'

// The way to a room's socket. A browser cannot see why an upgrade failed, so everything a person
// could do something about is told by a close code after a good one.
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
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    throw new Refusal('upgrade_required', { headers: { upgrade: 'websocket' } })
  }
  const { roomId } = c.req.valid('param')
  const isAddress = addressSchema.safeParse(roomId).success
  const identity = await arriving(c, roomId, isAddress)
  if (identity === undefined) return closed(CLOSE.unauthenticated, 'sign in first')
  requireScope(identity, 'messages:read')
  if (!isAddress) return closed(CLOSE.noSuchRoom, 'no such room')
  const door = new RoomDoor(c.env.env.ROOMS, roomId)
  return switching(await door.connect(introduction(identity, c.var.requestId)))
})

/** Who asks for the socket: with a ticket that alone says so, whatever else came with it. */
async function arriving(
  c: Context<Served>,
  roomId: string,
  isAddress: boolean,
): Promise<Identity | undefined> {
  const ticket = ticketOf(c)
  const credential =
    ticket === undefined ? await credentialOf(c.env, c) : await redeem(c.env, ticket, roomId)
  if (credential === undefined) return undefined
  if (!isAddress) return await identify(c.env, credential)
  return await identifyAtDoor(c.env, credential, roomId)
}

/** All the room gets to see of the request: nothing a client wrote under another name gets in. */
function introduction(identity: Identity, requestId: string): Record<string, string> {
  return {
    upgrade: 'websocket',
    'x-request-id': requestId,
    // Header values are Latin-1, names are not.
    [IDENTITY_HEADER]: encodeURIComponent(JSON.stringify(identity)),
  }
}

function closed(code: CloseCode, reason: string): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  server.close(code, reason)
  return switching(client)
}

// A response of our own: the headers of one that came from elsewhere cannot be added to.
function switching(webSocket: WebSocket): Response {
  return new Response(null, { status: 101, webSocket })
}
