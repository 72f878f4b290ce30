import { useState } from 'preact/hooks'
import { NO_FILTERS } from '../../state/audit/filters.ts'
import { placeOf, rooms } from '../../state/rooms.ts'
import { AuditView } from './audit-view.tsx'

/** What was done in one room, for its admins. */
export default function RoomAudit({ roomId }: { roomId: string }) {
  const [filters, setFilters] = useState(NO_FILTERS)
  const known = rooms.value.phase === 'here' ? placeOf(rooms.value.list, roomId) : undefined
  return (
    <AuditView
      roomId={roomId}
      place={known?.summary.name ?? 'room'}
      filters={filters}
      onFilters={setFilters}
    />
  )
}
