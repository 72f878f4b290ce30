import { useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { type Filters, filtersOf, searchOf } from '../../state/audit/filters.ts'
import { AuditView } from '../audit/audit-view.tsx'
import { Card } from '../card.tsx'

/** All that is recorded. What somebody looks for is in the address, so that it can be come back to. */
export function AuditSection() {
  const { query, route } = useLocation()
  // An address knows ids alone; names are kept from when they were chosen.
  const chosen = useRef<Filters | undefined>(undefined)
  const asked = filtersOf(query)
  const filters =
    chosen.current !== undefined && searchOf(chosen.current) === searchOf(asked)
      ? chosen.current
      : asked

  function look(next: Filters) {
    chosen.current = next
    const search = searchOf(next)
    route(search === '' ? '/admin/audit' : `/admin/audit?${search}`, true)
  }

  return (
    <Card
      title="The record"
      about="Entries are only ever added, and stay when the room they speak of is deleted. Nothing of what was said is among them."
    >
      <AuditView roomId={null} place="" filters={filters} onFilters={look} />
    </Card>
  )
}
