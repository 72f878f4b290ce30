import * as z from 'zod'
import { personSchema } from './rooms.ts'
import { soughtSchema } from './sought.ts'

// The record of what was done, read. Times are milliseconds since 1970.

/** The last that is written with a year of four digits, in milliseconds since 1970. */
const MOMENT_MAX = Date.UTC(10_000, 0) - 1
const moment = z.coerce.number().int().min(0).max(MOMENT_MAX)

/** Any of these narrow it down: a kind of deed (or its beginning up to a dot), who did it, to whom, and when. */
const filters = {
  action: soughtSchema(100).optional(),
  actor: z.uuid().optional(),
  target: z.uuid().optional(),
  since: moment.optional(),
  until: moment.optional(),
}

/** `after` is where the last page ended. */
export const roomAuditQuerySchema = z.strictObject({
  ...filters,
  after: z.string().max(200).optional(),
})

export const auditQuerySchema = z.strictObject({
  ...filters,
  room: z.uuid().optional(),
  after: z.string().max(200).optional(),
})
export type AuditQuery = z.infer<typeof auditQuerySchema>

export const auditExportFormatSchema = z.enum(['csv', 'json'])
export type AuditExportFormat = z.infer<typeof auditExportFormatSchema>

/** The newest that one export holds. */
export const roomAuditExportQuerySchema = z.strictObject({
  ...filters,
  format: auditExportFormatSchema.default('csv'),
})
export const auditExportQuerySchema = z.strictObject({
  ...filters,
  room: z.uuid().optional(),
  format: auditExportFormatSchema.default('csv'),
})

/**
 * One entry. `actor` is null when nobody is known to have done it; people who have no account any more have
 * no names either. `ip` is for deployment admins, and empty for others.
 */
export const auditEntrySchema = z
  .object({
    id: z.int(),
    at: z.int(),
    action: z.string(),
    room: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    actor: personSchema.nullable(),
    /** What it was done to: a person, with names, or the id of something else. */
    target: z.union([personSchema, z.object({ id: z.string() })]).nullable(),
    detail: z.record(z.string(), z.unknown()),
    ip: z.string(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof auditEntrySchema>

/** The newest first. */
export const auditPageSchema = z
  .object({ entries: z.array(auditEntrySchema), after: z.string().nullable() })
  .meta({ id: 'AuditPage' })
export type AuditPage = z.infer<typeof auditPageSchema>
