import type { RoomLine } from '../../net/room-line.ts'
import { beginningText } from '../../state/beginning.ts'
import { IconButton } from '../icon-button.tsx'
import './beginning-note.css'

/** Says why the timeline has begun anew, until it is put away. */
export function BeginningNote({ line }: { line: RoomLine }) {
  const text = beginningText(line.beginning.value)
  return (
    <div role="status">
      {text !== null && (
        <div class="beginning-note">
          <p>{text}</p>
          <IconButton icon="close" label="Dismiss" onClick={() => line.dismissBeginning()} />
        </div>
      )}
    </div>
  )
}
