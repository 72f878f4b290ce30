import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { AUDIT_PAGE } from '../../protocol/limits.ts'
import { auditExportQuerySchema, auditPageSchema, auditQuerySchema } from '../../protocol/rest.ts'
import { paged } from '../domain/place.ts'
import { admin } from '../middleware/admin.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { auditEntries } from '../store/audit-pages.ts'
import { AUDIT_FILE, auditExportsLimit, auditFile } from './audit-file.ts'
import { json, problems } from './documented.ts'
import { numberedPlaceAfter } from './page-place.ts'

// All that was done, for admins.
export const audit = new OpenAPIHono<Served>()

const listRoute = createRoute({
  method: 'get',
  path: '/audit',
  tags: ['admin'],
  summary: 'All that was done',
  middleware: [signedIn, admin] as const,
  request: { query: auditQuerySchema },
  responses: {
    200: json(auditPageSchema, '100 at a time, the newest first.'),
    ...problems('unauthenticated', 'forbidden', 'validation_failed'),
  },
})

audit.openapi(listRoute, async c => {
  const { after, ...filters } = c.req.valid('query')
  const place = numberedPlaceAfter(after)
  const found = await auditEntries(c.env.db, filters, place, AUDIT_PAGE + 1)
  const { page, after: next } = paged(found, AUDIT_PAGE, ({ at, id }) => ({
    rank: at,
    id: String(id),
  }))
  return c.json({ entries: page, after: next }, 200)
})

const exportRoute = createRoute({
  method: 'get',
  path: '/audit/export',
  tags: ['admin'],
  summary: 'All that was done, as a file',
  middleware: [signedIn, admin, confirmed, auditExportsLimit] as const,
  request: { query: auditExportQuerySchema },
  responses: {
    200: AUDIT_FILE,
    ...problems(
      'unauthenticated',
      'forbidden',
      'confirmation_needed',
      'validation_failed',
      'rate_limited',
    ),
  },
})

audit.openapi(exportRoute, async c => {
  const { format, ...filters } = c.req.valid('query')
  return await auditFile(c, { filters, format, withAddresses: true })
})
