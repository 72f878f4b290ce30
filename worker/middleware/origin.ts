import { createMiddleware } from 'hono/factory'
import { mayApproach } from '../domain/origin.ts'
import { Refusal } from '../errors.ts'
import type { Served } from '../parts.ts'
import { readAccess, readRefresh } from './cookie.ts'
import { ticketOf } from './ticket.ts'

/** Turns away what other sites make a browser do: forged requests and hijacked sockets. */
export const originCheck = createMiddleware<Served>(async (c, next) => {
  const approach = {
    method: c.req.method,
    upgrade: c.req.header('upgrade') !== undefined,
    origin: c.req.header('origin'),
    fetchSite: c.req.header('sec-fetch-site'),
    byCookie:
      (readAccess(c) ?? readRefresh(c)) !== undefined &&
      c.req.header('authorization') === undefined &&
      ticketOf(c) === undefined,
  }
  if (!mayApproach(approach, new URL(c.req.url).origin, c.env.env.ALLOWED_ORIGINS)) {
    throw new Refusal('foreign_origin')
  }
  await next()
})
