import * as z from 'zod'
import { DELETE_MAX_MESSAGES } from '../limits.ts'
import { reasonSchema } from './members.ts'
import { personSchema } from './rooms.ts'

// Messages that have to go, and what people report. Times are milliseconds since 1970.

const seqs = z.array(z.int().min(1)).min(1).max(DELETE_MAX_MESSAGES)

/** Messages to remove, by their seqs. */
export const deleteMessagesSchema = z
  .strictObject({ seqs, reason: reasonSchema.optional() })
  .meta({ id: 'DeleteMessages' })

/** Messages to bring back. */
export const restoreMessagesSchema = z.strictObject({ seqs }).meta({ id: 'RestoreMessages' })

/** What became of them: those that were there to be removed, or brought back. */
export const messagesTouchedSchema = z
  .object({ seqs: z.array(z.int()) })
  .meta({ id: 'MessagesTouched' })

export const reportMessageSchema = z
  .strictObject({ seq: z.int().min(1), reason: reasonSchema.default('') })
  .meta({ id: 'ReportMessage' })

/** `open`: nobody has seen to it. Otherwise what somebody found. */
export const reportStateSchema = z.enum(['open', 'acted', 'dismissed'])
export type ReportState = z.infer<typeof reportStateSchema>

/** A report: who says what of which message, with its words as they were then. */
export const reportSchema = z
  .object({
    id: z.uuid(),
    room: z.object({ id: z.uuid(), name: z.string() }),
    seq: z.int(),
    author: personSchema,
    body: z.string(),
    saidAt: z.int(),
    reporter: personSchema,
    reason: z.string(),
    createdAt: z.int(),
    state: reportStateSchema,
    resolvedBy: personSchema.nullable(),
    resolvedAt: z.int().nullable(),
    note: z.string(),
  })
  .meta({ id: 'Report' })
export type Report = z.infer<typeof reportSchema>

/** `state` is `open` or `resolved`; `after` is where the last page ended. */
export const reportsQuerySchema = z.strictObject({
  state: z.enum(['open', 'resolved']).default('open'),
  after: z.string().max(200).optional(),
})
export type ReportsQuery = z.infer<typeof reportsQuerySchema>

/** The open ones oldest first, the others newest first. */
export const reportsPageSchema = z
  .object({ reports: z.array(reportSchema), after: z.string().nullable() })
  .meta({ id: 'ReportsPage' })
export type ReportsPage = z.infer<typeof reportsPageSchema>

export const resolveReportSchema = z
  .strictObject({
    state: z.enum(['acted', 'dismissed']),
    note: reasonSchema.default(''),
  })
  .meta({ id: 'ResolveReport' })
