import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { ticketSchema } from '../../protocol/rest.ts'
import { issueTicket } from '../auth/ticket.ts'
import type { Served } from '../parts.ts'
import { json, openTo, problems } from './documented.ts'

export const tickets = new OpenAPIHono<Served>()

const issueRoute = createRoute({
  method: 'post',
  path: '/',
  tags: ['rooms'],
  summary: 'A ticket that opens one socket, once',
  ...openTo('messages:read'),
  responses: {
    201: json(ticketSchema, 'Of use for 30 seconds, as `?ticket=` of a socket.'),
    ...problems('foreign_origin', 'csrf_failed', 'unauthenticated'),
  },
})

tickets.openapi(issueRoute, async c => c.json(await issueTicket(c.env, c.var.identity), 201))
