import type { Context } from 'hono'

/** Where a socket's address carries its ticket. */
export const TICKET_QUERY = 'ticket'

/** The ticket of one who asks for a socket; it decides alone who that is, even when it is none. */
export function ticketOf(c: Context): string | undefined {
  const isSocket = c.req.method === 'GET' && c.req.header('upgrade') !== undefined
  return isSocket ? c.req.query(TICKET_QUERY) : undefined
}
