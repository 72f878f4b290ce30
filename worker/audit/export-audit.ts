import { AUDIT_EXPORT_MAX } from '../../protocol/limits.ts'
import type { AuditEntry, AuditExportFormat } from '../../protocol/rest.ts'
import { csvLine } from '../domain/csv.ts'
import type { Parts } from '../parts.ts'
import { recording } from '../store/audit.ts'
import { type AuditFilters, auditEntries } from '../store/audit-pages.ts'
import { run } from '../store/client.ts'

// The audit as a file, read page by page while it is on its way: however long it is, a page of it is in memory.

/** Entries of one page. */
const PAGE_ENTRIES = 1_000

export interface AuditExport {
  filters: AuditFilters
  format: AuditExportFormat
  /** Whether to tell from where things were done. */
  withAddresses: boolean
  /** Who asks, and from where. */
  by: string
  ip: string
}

/**
 * Records that it was asked for: whoever takes the audit away takes what it says of everybody.
 * @returns the file in pieces of text
 * @throws Unavailable; the pieces throw it, too, when Postgres goes away half-way
 */
export async function exportAudit(
  { db, now }: Parts,
  { filters, format, withAddresses, by, ip }: AuditExport,
): Promise<AsyncGenerator<string>> {
  const { room: roomId } = filters
  const where = roomId === undefined ? {} : { roomId }
  await run(
    recording(db, { action: 'audit.exported', ...where, actorId: by, detail: { format }, ip }),
  )
  const pages = pagesOf(async (after, limit) => {
    const entries = await auditEntries(db, filters, after, limit)
    return withAddresses ? entries : entries.map(unplaced)
  })
  return format === 'csv' ? asCsv(pages) : asJson(pages, now())
}

/** An entry for whoever is not to know from where it was done. */
export function unplaced(entry: AuditEntry): AuditEntry {
  return { ...entry, ip: '' }
}

type Reading = (
  after: { rank: number; id: string } | undefined,
  limit: number,
) => Promise<AuditEntry[]>

async function* pagesOf(read: Reading): AsyncGenerator<AuditEntry[]> {
  let left = AUDIT_EXPORT_MAX
  let last: AuditEntry | undefined
  while (left > 0) {
    const after = last && { rank: last.at, id: String(last.id) }
    const limit = Math.min(PAGE_ENTRIES, left)
    const page = await read(after, limit)
    if (page.length > 0) yield page
    if (page.length < limit) return
    left -= page.length
    last = page.at(-1)
  }
}

const COLUMNS = ['id', 'time', 'action', 'room id', 'room', 'actor id', 'actor username', 'actor']
  .concat(['target id', 'target username', 'target', 'detail', 'address'])
  .map(name => name.replaceAll(' ', '_'))

async function* asCsv(pages: AsyncGenerator<AuditEntry[]>): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  for await (const page of pages) yield page.map(entry => csvLine(cellsOf(entry))).join('')
}

function cellsOf({ id, at, action, room, actor, target, detail, ip }: AuditEntry): string[] {
  const person = target !== null && 'username' in target ? target : undefined
  return [
    String(id),
    new Date(at).toISOString(),
    action,
    ...[room?.id ?? '', room?.name ?? ''],
    ...[actor?.id ?? '', actor?.username ?? '', actor?.displayName ?? ''],
    ...[target?.id ?? '', person?.username ?? '', person?.displayName ?? ''],
    JSON.stringify(detail),
    ip,
  ]
}

async function* asJson(
  pages: AsyncGenerator<AuditEntry[]>,
  exportedAt: number,
): AsyncGenerator<string> {
  const head = { format: 'alcove.audit', version: 1, exportedAt }
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "entries": [`
  let comma = '\n    '
  for await (const page of pages) {
    yield comma + page.map(entry => JSON.stringify(entry)).join(',\n    ')
    comma = ',\n    '
  }
  yield '\n  ]\n}\n'
}
