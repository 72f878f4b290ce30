import type { AuditEntry, AuditExportFormat, AuditQuery } from '../../../protocol/rest.ts'
import { withQuery } from '../admin/with-query.ts'
import { personIn } from './deed.ts'

/** Somebody or something that was chosen. Without a name while only the id is known, as from an address. */
export interface Chosen {
  id: string
  name: string
}

/** What somebody looks for in the audit. Days are local, as `2026-03-14`; empty is any. */
export interface Filters {
  action: string
  actor: Chosen | null
  target: Chosen | null
  room: Chosen | null
  since: string
  until: string
}

export const NO_FILTERS: Filters = {
  action: '',
  actor: null,
  target: null,
  room: null,
  since: '',
  until: '',
}

/** What is asked of the server: from the first day's beginning to the last one's end. */
export function queryOf(filters: Filters): Omit<AuditQuery, 'after'> {
  const { action, actor, target, room } = filters
  const [since, until] = [dayStart(filters.since), dayEnd(filters.until)]
  return {
    ...(action !== '' && { action }),
    ...(actor !== null && { actor: actor.id }),
    ...(target !== null && { target: target.id }),
    ...(room !== null && { room: room.id }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  }
}

/** The part of an address behind the `?`, by which the same is found again; empty without filters. */
export function searchOf(filters: Filters): string {
  const search = new URLSearchParams()
  for (const name of ['action', 'since', 'until'] as const)
    if (filters[name] !== '') search.set(name, filters[name])
  for (const name of ['actor', 'target', 'room'] as const) {
    const chosen = filters[name]
    if (chosen !== null) search.set(name, chosen.id)
  }
  return search.toString()
}

/** What an address looks for; what it does not say right is not looked for. */
export function filtersOf(query: Readonly<Record<string, string | undefined>>): Filters {
  const day = (name: string) =>
    dayStart(query[name] ?? '') === undefined ? '' : (query[name] ?? '')
  const chosen = (name: string): Chosen | null => {
    const id = query[name]
    return id !== undefined && UUID.test(id) ? { id, name: '' } : null
  }
  return {
    action: /^[a-z_]+(?:\.[a-z_]+)?$/u.test(query.action ?? '') ? (query.action ?? '') : '',
    actor: chosen('actor'),
    target: chosen('target'),
    room: chosen('room'),
    since: day('since'),
    until: day('until'),
  }
}

export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some(value => value !== '' && value !== null)
}

/** Where the audit is read: of one room, or of everything. */
export function auditPath(roomId: string | null, filters: Filters, after?: string): string {
  return withQuery(basePath(roomId), { ...queryOf(filters), after })
}

/** Where it comes from as a file. */
export function exportPath(
  roomId: string | null,
  filters: Filters,
  format: AuditExportFormat,
): string {
  return withQuery(`${basePath(roomId)}/export`, { ...queryOf(filters), format })
}

/** `audit-workshop-2026-03-14.csv` */
export function exportName(place: string, now: number, format: AuditExportFormat): string {
  const words = place.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return `${['audit', ...words, new Date(now).toISOString().slice(0, 10)].join('-')}.${format}`
}

/** The name of what was chosen: as it was chosen, or as the entries that were found have it. */
export function chosenName({ id, name }: Chosen, entries: readonly AuditEntry[]): string {
  if (name !== '') return name
  for (const entry of entries) {
    if (entry.room?.id === id) return entry.room.name
    for (const person of [entry.actor, personIn(entry)])
      if (person?.id === id) return person.displayName
  }
  return 'Chosen by its id'
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u
const DAY = /^\d{4}-\d{2}-\d{2}$/u

function basePath(roomId: string | null): string {
  return roomId === null ? '/api/admin/audit' : `/api/rooms/${encodeURIComponent(roomId)}/audit`
}

function dayStart(day: string): number | undefined {
  if (!DAY.test(day)) return undefined
  const at = new Date(`${day}T00:00`).getTime()
  return Number.isNaN(at) ? undefined : at
}

/** The last millisecond of a day, however many hours it has. */
function dayEnd(day: string): number | undefined {
  const start = dayStart(day)
  if (start === undefined) return undefined
  const next = new Date(start)
  next.setDate(next.getDate() + 1)
  return next.getTime() - 1
}
