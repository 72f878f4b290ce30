import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { ticketRequestSchema, ticketSchema } from '../../protocol/rest.ts'
import { INBOX, issueTicket } from '../auth/ticket.ts'
import { limited } from '../middleware/rate-limit.ts'
import { signedInWith } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import {
  BODY_PROBLEMS,
  CHANGE_PROBLEMS,
  json,
  jsonBody,
  problems,
  securityWith,
} from './documented.ts'

export const tickets = new OpenAPIHono<Served>()

/** Tickets of one account in a minute: each is a row, and a program that reconnects needs one a time. */
const TICKETS = { most: 60, windowMs: 60_000 }

const issueRoute = createRoute({
  method: 'post',
  path: '/',
  tags: ['rooms'],
  summary: 'A ticket that opens one socket, once',
  security: securityWith('messages:read'),
  middleware: [signedInWith('messages:read'), limited('tickets', TICKETS)] as const,
  request: { body: jsonBody(ticketRequestSchema) },
  responses: {
    201: json(ticketSchema, 'Of use for 30 seconds, as `?ticket=` of a socket.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, 'rate_limited'),
  },
})

// Whether they are let in, and whether their token is good for it, is said when they come.
tickets.openapi(issueRoute, async c => {
  const request = c.req.valid('json')
  const place = 'roomId' in request ? request.roomId : INBOX
  return c.json(await issueTicket(c.env, c.var.identity, place), 201)
})
