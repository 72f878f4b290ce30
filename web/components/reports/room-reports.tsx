import type { Standing } from '../../../protocol/permissions.ts'
import type { Moderator } from '../../state/admin/moderator.ts'
import { placeOf, rooms } from '../../state/rooms.ts'
import { session } from '../../state/session.ts'
import { ReportQueue } from './report-queue.tsx'

export interface RoomReportsProps {
  roomId: string
  /** Something was resolved. */
  onResolved?: () => void
}

/** The reports of one room, for who looks after it. */
export default function RoomReports({ roomId, onResolved }: RoomReportsProps) {
  const moderator = moderatorOf(roomId)
  if (moderator === undefined) return null
  return (
    <ReportQueue
      roomId={roomId}
      moderator={moderator}
      {...(onResolved === undefined ? {} : { onResolved })}
    />
  )
}

function moderatorOf(roomId: string): Moderator | undefined {
  if (session.value.phase !== 'member') return undefined
  const { id, role } = session.value.account
  return { id, standing: role === 'admin' ? 'deployment admin' : standingIn(roomId) }
}

function standingIn(roomId: string): Standing {
  const known = rooms.value.phase === 'here' ? placeOf(rooms.value.list, roomId) : undefined
  return known?.summary.role ?? 'visitor'
}
