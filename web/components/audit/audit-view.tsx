import { useState } from 'preact/hooks'
import { loadAudit } from '../../net/audit.ts'
import { type Filters, isFiltered, NO_FILTERS, searchOf } from '../../state/audit/filters.ts'
import { dayLabel } from '../../state/day.ts'
import { byDay } from '../../state/settings/activity.ts'
import { PagedList } from '../admin/paged-list.tsx'
import { Button } from '../button.tsx'
import { LOCALE, minute } from '../clock.ts'
import { usePages } from '../use-pages.ts'
import { AuditEntryView } from './audit-entry.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { ExportButtons } from './export-buttons.tsx'
import './audit-view.css'

export interface AuditViewProps {
  /** The room that it is of; null for all that is recorded. */
  roomId: string | null
  /** What a file of it is called after. */
  place: string
  filters: Filters
  onFilters(filters: Filters): void
}

/** What was done, by whom and to whom, the newest first. */
export function AuditView({ roomId, place, filters, onFilters }: AuditViewProps) {
  const [isOpen, setOpen] = useState(isFiltered(filters))
  const pages = usePages(searchOf(filters), async after => {
    const answer = await loadAudit(roomId, filters, after)
    if (!answer.ok) return answer
    return { ok: true, value: { items: answer.value.entries, after: answer.value.after } }
  })
  return (
    <div class="audit">
      <div class="audit-bar">
        <Button expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Filter
        </Button>
        {isFiltered(filters) && (
          <Button kind="text" onClick={() => onFilters(NO_FILTERS)}>
            Show everything
          </Button>
        )}
        <ExportButtons roomId={roomId} place={place} filters={filters} />
      </div>
      {isOpen && (
        <AuditFilters
          ofRoom={roomId !== null}
          filters={filters}
          onFilters={onFilters}
          entries={pages.items}
        />
      )}
      <PagedList
        pages={pages}
        lines={6}
        empty={isFiltered(filters) ? 'Nothing like that is recorded.' : 'Nothing is recorded yet.'}
      >
        {shown =>
          byDay(shown).map(day => (
            <section key={day[0]?.id}>
              <h3 class="audit-day">{dayLabel(day[0]?.at ?? 0, minute.value, LOCALE)}</h3>
              <ul>
                {day.map(entry => (
                  <AuditEntryView key={entry.id} entry={entry} withRoom={roomId === null} />
                ))}
              </ul>
            </section>
          ))
        }
      </PagedList>
    </div>
  )
}
