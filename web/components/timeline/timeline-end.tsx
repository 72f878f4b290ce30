import type { RoomHistory } from '../../net/room-history.ts'
import { PageEdge } from './page-edge.tsx'

/** Below the last message of a window elsewhere: that there is more. */
export function TimelineEnd({ history }: { history: RoomHistory }) {
  if (history.timeline.value.elsewhere === null) return null
  return (
    <PageEdge
      state={history.newer.value}
      failed="Later messages did not load."
      onRetry={() => void history.loadNewer()}
    />
  )
}
