import type { Context } from 'hono'
import type { AuditExportFormat } from '../../protocol/rest.ts'
import { type AuditExport, exportAudit } from '../audit/export-audit.ts'
import { visitOf } from '../auth/visit.ts'
import { limited } from '../middleware/rate-limit.ts'
import type { SignedInRequest } from '../middleware/session.ts'
import { streamed } from '../streamed.ts'

/** How often in an hour: each answer reads tens of thousands of entries. */
const EXPORTS = { most: 10, windowMs: 3_600_000 }

/** Bounds how often somebody takes the audit away. Comes after `signedIn`. */
export const auditExportsLimit = limited('audit-exports', EXPORTS)

/** The audit as an attachment, written while it is read. */
export async function auditFile(
  c: Context<SignedInRequest>,
  wanted: Pick<AuditExport, 'filters' | 'format' | 'withAddresses'>,
): Promise<Response> {
  const { identity } = c.var
  const pieces = await exportAudit(c.env, { ...wanted, by: identity.id, ip: visitOf(c).ip })
  const date = new Date(c.env.now()).toISOString().slice(0, 10)
  return c.body(streamed(pieces), 200, {
    'content-type': TYPES[wanted.format],
    'content-disposition': `attachment; filename="alcove-audit-${date}.${wanted.format}"`,
  })
}

const TYPES: Readonly<Record<AuditExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
}

// Without types of its content: a handler that writes piece by piece has none to be checked.
export const AUDIT_FILE: { description: string } = {
  description: 'An attachment with the newest 50,000 at most, the newest first.',
}
