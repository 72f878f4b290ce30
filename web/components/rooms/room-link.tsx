import type { RoomSummary } from '../../../protocol/rest.ts'
import { agoLabel, exactLabel } from '../../state/day.ts'
import { LOCALE, minute } from '../clock.ts'
import { RoomMark } from './room-mark.tsx'
import './room-link.css'

/** A room in the list. One that is only open to join says how many are in it. */
export function RoomLink({ room, current }: { room: RoomSummary; current: boolean }) {
  const { id, name, topic, members, role, lastActivityAt } = room
  const about = topic || (members === 1 ? '1 person' : `${members} people`)
  return (
    <a class="room-link" href={`/rooms/${id}`} aria-current={current ? 'page' : undefined}>
      <RoomMark id={id} />
      <span class="room-link-text">
        <span class="room-link-name" dir="auto">
          {name}
        </span>
        <span class="room-link-about" dir="auto">
          {about}
        </span>
      </span>
      {role !== null && (
        <time
          class="room-link-time"
          dateTime={new Date(lastActivityAt).toISOString()}
          title={exactLabel(lastActivityAt, LOCALE)}
        >
          {agoLabel(lastActivityAt, minute.value, LOCALE)}
        </time>
      )}
    </a>
  )
}
