import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  reportMessageSchema,
  reportSchema,
  reportsPageSchema,
  reportsQuerySchema,
  resolveReportSchema,
} from '../../protocol/rest.ts'
import { limited } from '../middleware/rate-limit.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { operate } from '../rooms/operate.ts'
import { report, resolveReport } from '../rooms/report.ts'
import { reportQueue } from '../store/report-queue.ts'
import { BODY_PROBLEMS, CHANGE_PROBLEMS, json, jsonBody, problems } from './documented.ts'
import { placeAfter } from './page-place.ts'
import { PERMISSION_PROBLEMS, roomAddress } from './room-documented.ts'

// What people say of messages in one room, and what comes of it.
export const roomReports = new OpenAPIHono<Served>()

/** Reports of one account in an hour: each is for somebody to read. */
const REPORTS = { most: 60, windowMs: 3_600_000 }

const reportRoute = createRoute({
  method: 'post',
  path: '/reports',
  tags: ['moderation'],
  summary: 'Report a message to those who look after the room',
  middleware: [signedIn, limited('reports', REPORTS)] as const,
  request: { params: roomAddress, body: jsonBody(reportMessageSchema) },
  responses: {
    201: json(reportSchema, 'The report, with the message as it is now.'),
    ...problems(
      ...BODY_PROBLEMS,
      ...CHANGE_PROBLEMS,
      ...PERMISSION_PROBLEMS,
      'self_target',
      'already_reported',
      'too_many',
    ),
  },
})

roomReports.openapi(reportRoute, async c => {
  const { roomId } = c.req.valid('param')
  return c.json(await report(c, roomId, c.req.valid('json')), 201)
})

const queueRoute = createRoute({
  method: 'get',
  path: '/reports',
  tags: ['moderation'],
  summary: 'What people report in a room',
  middleware: [signedIn] as const,
  request: { params: roomAddress, query: reportsQuerySchema },
  responses: {
    200: json(reportsPageSchema, 'The open ones oldest first, the others newest first.'),
    ...problems('unauthenticated', 'validation_failed', ...PERMISSION_PROBLEMS),
  },
})

roomReports.openapi(queueRoute, async c => {
  const { roomId } = c.req.valid('param')
  const { state, after } = c.req.valid('query')
  await operate(c, roomId, 'permits', { permission: 'room.reports' })
  return c.json(await reportQueue(c.env.db, roomId, state, placeAfter(after)), 200)
})

const resolveRoute = createRoute({
  method: 'patch',
  path: '/reports/{reportId}',
  tags: ['moderation'],
  summary: 'Say what came of a report',
  middleware: [signedIn] as const,
  request: {
    params: roomAddress.extend({ reportId: z.uuid() }),
    body: jsonBody(resolveReportSchema),
  },
  responses: {
    200: json(reportSchema, 'The report as it is now.'),
    ...problems(...BODY_PROBLEMS, ...CHANGE_PROBLEMS, ...PERMISSION_PROBLEMS, 'already_resolved'),
  },
})

roomReports.openapi(resolveRoute, async c => {
  const { roomId, reportId } = c.req.valid('param')
  return c.json(await resolveReport(c, roomId, reportId, c.req.valid('json')), 200)
})
