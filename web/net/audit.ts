import { type AuditExportFormat, type AuditPage, auditPageSchema } from '../../protocol/rest.ts'
import { auditPath, exportPath, type Filters } from '../state/audit/filters.ts'
import { type Answer, askFile } from './api.ts'
import { askAsMember, whenConfirmed } from './confirm.ts'

// The record of what was done: of a room, or of all.

export function loadAudit(
  roomId: string | null,
  filters: Filters,
  after?: string,
): Promise<Answer<AuditPage>> {
  return askAsMember(auditPageSchema, auditPath(roomId, filters, after))
}

/** What the filters find, as a file. */
export function exportAudit(
  roomId: string | null,
  filters: Filters,
  format: AuditExportFormat,
): Promise<Answer<Blob>> {
  return whenConfirmed(() => askFile(exportPath(roomId, filters, format)))
}
