import type { AuditEntry, Person } from '../../../protocol/rest.ts'
import { loadAllRooms } from '../../net/admin.ts'
import type { Answer } from '../../net/api.ts'
import { findPeople } from '../../net/people.ts'
import { withSelf } from '../../state/audit/choices.ts'
import { chosenName, type Filters } from '../../state/audit/filters.ts'
import { ALL_GROUPS, ROOM_GROUPS } from '../../state/audit/groups.ts'
import { session } from '../../state/session.ts'
import { type Choice, Chooser } from './chooser.tsx'
import { DayField } from './day-field.tsx'
import { DeedField } from './deed-field.tsx'
import './audit-filters.css'

export interface AuditFiltersProps {
  /** Whether the audit is of one room only. */
  ofRoom: boolean
  filters: Filters
  onFilters(filters: Filters): void
  /** What is shown, which knows who was chosen by their id. */
  entries: readonly AuditEntry[]
}

/** What to look for. Each choice counts at once. */
export function AuditFilters({ ofRoom, filters, onFilters, entries }: AuditFiltersProps) {
  const set = (changed: Partial<Filters>) => onFilters({ ...filters, ...changed })
  const chooser = (name: 'actor' | 'target' | 'room') => ({
    chosen: filters[name],
    chosenName: filters[name] === null ? '' : chosenName(filters[name], entries),
    onChoose: (chosen: Filters['actor']) => set({ [name]: chosen }),
  })
  return (
    <div class="audit-filters">
      <DeedField
        groups={ofRoom ? ROOM_GROUPS : ALL_GROUPS}
        value={filters.action}
        onInput={action => set({ action })}
      />
      {!ofRoom && (
        <Chooser
          label="In which room"
          placeholder="Any room"
          {...chooser('room')}
          find={roomsCalled}
        />
      )}
      <Chooser label="Who did it" placeholder="Anybody" {...chooser('actor')} find={peopleCalled} />
      <Chooser label="To whom" placeholder="Anybody" {...chooser('target')} find={peopleCalled} />
      <DayField
        label="From"
        value={filters.since}
        max={filters.until}
        onInput={since => set({ since })}
      />
      <DayField
        label="Until"
        value={filters.until}
        min={filters.since}
        onInput={until => set({ until })}
      />
    </div>
  )
}

async function peopleCalled(q: string): Promise<Answer<readonly Choice[]>> {
  const answer = await findPeople(q)
  if (!answer.ok) return answer
  const choice = ({ id, displayName, username }: Person) => ({
    id,
    name: displayName,
    about: `@${username}`,
  })
  const me = session.value.phase === 'member' ? session.value.account : undefined
  const people = me === undefined ? answer.value : withSelf(q, answer.value, me)
  return { ok: true, value: people.map(choice) }
}

async function roomsCalled(q: string): Promise<Answer<readonly Choice[]>> {
  const answer = await loadAllRooms(q)
  if (!answer.ok) return answer
  const choices = answer.value.rooms.map(({ id, name, deletedAt, archivedAt }) => ({
    id,
    name,
    about: deletedAt !== null ? 'deleted' : archivedAt !== null ? 'archived' : '',
  }))
  return { ok: true, value: choices }
}
