import type { Room } from '../../../protocol/events.ts'
import type { OlderState, RoomLine } from '../../net/room-line.ts'
import { gapAbove, type Timeline } from '../../state/timeline.ts'
import { Button } from '../button.tsx'
import { RoomMark } from '../rooms/room-mark.tsx'
import { GapAbove } from './gap-above.tsx'
import './timeline-top.css'

export interface TimelineTopProps {
  room: Room
  timeline: Timeline
  older: OlderState
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
    <div class="timeline-more" role="status">
      {older === 'failed' ? (
        <>
          <span>Older messages did not load.</span>
          <Button kind="text" onClick={() => void line.loadOlder()}>
            Try again
          </Button>
        </>
      ) : (
        <span>{older === 'loading' ? 'Loading older messages…' : ''}</span>
      )}
    </div>
  )
}
