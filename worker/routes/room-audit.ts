import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { AUDIT_PAGE } from '../../protocol/limits.ts'
import {
  auditPageSchema,
  roomAuditExportQuerySchema,
  roomAuditQuerySchema,
} from '../../protocol/rest.ts'
import { unplaced } from '../audit/export-audit.ts'
import { paged } from '../domain/place.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { operate } from '../rooms/operate.ts'
import { auditEntries } from '../store/audit-pages.ts'
import { AUDIT_FILE, auditExportsLimit, auditFile } from './audit-file.ts'
import { json, problems } from './documented.ts'
import { numberedPlaceAfter } from './page-place.ts'
import { PERMISSION_PROBLEMS, roomAddress } from './room-documented.ts'

// What was done in one room, for those who run it. From where it was done is not theirs to know.
export const roomAudit = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/audit',
  tags: ['audit'],
  summary: 'What was done in a room',
  middleware: [signedIn] as const,
  request: { params: roomAddress, query: roomAuditQuerySchema },
  responses: {
    200: json(auditPageSchema, '100 at a time, the newest first.'),
    ...problems('unauthenticated', 'validation_failed', ...PERMISSION_PROBLEMS),
  },
})

roomAudit.openapi(listRoute, async c => {
  const { roomId } = c.req.valid('param')
  const { after, ...filters } = c.req.valid('query')
  await operate(c, roomId, 'permits', { permission: 'room.audit' })
  const here = { ...filters, room: roomId }
  const place = numberedPlaceAfter(after)
  const entries = await auditEntries(c.env.db, here, place, AUDIT_PAGE + 1)
  const { page, after: next } = paged(entries, AUDIT_PAGE, ({ at, id }) => ({
    rank: at,
    id: String(id),
  }))
  return c.json({ entries: page.map(unplaced), after: next }, 200)
})

const exportRoute = createRoute({
  method: 'get',
  path: '/audit/export',
  tags: ['audit'],
  summary: 'What was done in a room, as a file',
  middleware: [signedIn, confirmed, auditExportsLimit] as const,
  request: { params: roomAddress, query: roomAuditExportQuerySchema },
  responses: {
    200: AUDIT_FILE,
    ...problems(
      'unauthenticated',
      'confirmation_needed',
      'validation_failed',
      ...PERMISSION_PROBLEMS,
    ),
  },
})

roomAudit.openapi(exportRoute, async c => {
  const { roomId } = c.req.valid('param')
  const { format, ...filters } = c.req.valid('query')
  await operate(c, roomId, 'permits', { permission: 'room.audit' })
  const here = { ...filters, room: roomId }
  return await auditFile(c, { filters: here, format, withAddresses: false })
})
