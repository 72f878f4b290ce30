import type { Context } from 'hono'
import type { CloseCode } from '../../protocol/codes.ts'
import type { Credential } from '../auth/session.ts'
import { redeem, type TicketFor } from '../auth/ticket.ts'
import { IDENTITY_HEADER, type Identity } from '../domain/identity.ts'
import { Refusal } from '../errors.ts'
import { credentialOf } from '../middleware/session.ts'
import { ticketOf } from '../middleware/ticket.ts'
import type { Served } from '../parts.ts'

// The way to a socket. A browser cannot see why an upgrade failed, so everything a person could do something
// about is told by a close code after a good one.

/** @throws Refusal */
export function requireUpgrade(c: Context<Served>): void {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket')
    throw new Refusal('upgrade_required', { headers: { upgrade: 'websocket' } })
}

/** What says who asks for the socket: a ticket alone, where there is one, whatever else came with it. */
export async function arriving(
  c: Context<Served>,
  place: TicketFor,
): Promise<Credential | undefined> {
  const ticket = ticketOf(c)
  return ticket === undefined ? await credentialOf(c.env, c) : await redeem(c.env, ticket, place)
}

/** All an object gets to see of the request: nothing a client wrote under another name gets in. */
export function introduction(identity: Identity, requestId: string): Record<string, string> {
  return {
    upgrade: 'websocket',
    'x-request-id': requestId,
    // Header values are Latin-1, names are not.
    [IDENTITY_HEADER]: encodeURIComponent(JSON.stringify(identity)),
  }
}

export function closed(code: CloseCode, reason: string): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  server.close(code, reason)
  return switching(client)
}

// A response of our own: the headers of one that came from elsewhere cannot be added to.
export function switching(webSocket: WebSocket): Response {
  return new Response(null, { status: 101, webSocket })
}
