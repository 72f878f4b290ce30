import type { RoomLine } from '../../net/room-line.ts'
import { silenceOf } from '../../state/silence.ts'
import { minute } from '../clock.ts'
import './silence-note.css'

/** Above the composer, why what is written there cannot be sent now. */
export function SilenceNote({ line, id }: { line: RoomLine; id: string }) {
  const room = line.room.value
  const me = line.people.value.get(id)
  const text = room && me && silenceOf(room, me, Math.max(minute.value, Date.now()))
  return (
    <p class="silence-note" role="status">
      {text ?? ''}
    </p>
  )
}
