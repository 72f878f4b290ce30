import type { Room } from '../../../protocol/events.ts'
import type { LoadState } from '../../net/room-history.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { gapAbove, type Timeline } from '../../state/timeline.ts'
import { RoomMark } from '../rooms/room-mark.tsx'
import { GapAbove } from './gap-above.tsx'
import { PageEdge } from './page-edge.tsx'
import './timeline-top.css'

export interface TimelineTopProps {
  room: Room
  timeline: Timeline
  older: LoadState
  line: RoomLine
}

/** Above the first message: where the room begins, or that there is more. Same height as it waits. */
export function TimelineTop({ room, timeline, older, line }: TimelineTopProps) {
  if (timeline.before === null)
    return (
      <div class="timeline-beginning">
        <RoomMark id={room.id} />
        {room.name !== '' && (
          <h2 class="serif" dir="auto">
            {room.name}
          </h2>
        )}
        <p>This is where the {room.kind === 'room' ? 'room' : 'conversation'} begins.</p>
      </div>
    )
  if (gapAbove(timeline) !== null) return <GapAbove older={older} line={line} />
  return (
    <PageEdge
      state={older}
      failed="Older messages did not load."
      onRetry={() => void line.loadOlder()}
    />
  )
}
