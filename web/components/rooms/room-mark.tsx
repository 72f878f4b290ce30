import { hueOf } from '../../state/people.ts'
import './room-mark.css'

/** A room's own alcove, in a colour that stays its own. */
export function RoomMark({ id }: { id: string }) {
  return (
    <svg class="room-mark" viewBox="0 0 32 36" style={{ '--hue': hueOf(id) }} aria-hidden="true">
      <path
        class="room-mark-outer"
        d="M0 32V16a16 16 0 0 1 32 0v16a4 4 0 0 1-4 4H4a4 4 0 0 1-4-4z"
      />
      <path class="room-mark-middle" d="M6 36V17a10 10 0 0 1 20 0v19z" />
      <path class="room-mark-inner" d="M11.5 36V18.5a4.5 4.5 0 0 1 9 0V36z" />
    </svg>
  )
}
