import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { accountExportSchema } from '../../protocol/rest.ts'
import { exportAccount } from '../auth/export-account.ts'
import { visitOf } from '../auth/visit.ts'
import { Refusal } from '../errors.ts'
import { confirmed } from '../middleware/confirmed.ts'
import { limited } from '../middleware/rate-limit.ts'
import { signedIn } from '../middleware/session.ts'
import type { Served } from '../parts.ts'
import { findById } from '../store/accounts.ts'
import { streamed } from '../streamed.ts'
import { json, problems } from './documented.ts'

export const exporting = new OpenAPIHono<Served>()

// Without the type of its content: a handler that writes piece by piece has none to be checked.
const file: { description: string } = json(
  accountExportSchema,
  'An attachment, written while it is read.',
)

/** How often in an hour: each answer reads everything the person ever said. */
const EXPORTS = { most: 10, windowMs: 3_600_000 }

const exportRoute = createRoute({
  method: 'get',
  path: '/export',
  tags: ['account'],
  summary: 'Everything that is kept of me, as a file',
  middleware: [signedIn, confirmed, limited('exports', EXPORTS)] as const,
  responses: {
    200: file,
    ...problems('unauthenticated', 'confirmation_needed', 'rate_limited'),
  },
})

exporting.openapi(exportRoute, async c => {
  const account = await findById(c.env.db, c.var.identity.id)
  if (account === undefined) throw new Refusal('unauthenticated')
  const pieces = await exportAccount(c.env, account, visitOf(c))
  const date = new Date(c.env.now()).toISOString().slice(0, 10)
  return c.body(streamed(pieces), 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="alcove-${account.username}-${date}.json"`,
  })
})
