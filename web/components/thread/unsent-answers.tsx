import type { RoomLine } from '../../net/room-line.ts'
import { unsentText, unsentThreads } from '../../state/unsent.ts'
import { Icon } from '../icon.tsx'
import './unsent-answers.css'

export interface UnsentAnswersProps {
  line: RoomLine
  /** The seq of the thread that is open, which shows its own. */
  open?: number | undefined
  onOpen(seq: number): void
}

/** That the room refused answers in threads that nobody looks at, and the way to the first of them. */
export function UnsentAnswers({ line, open, onOpen }: UnsentAnswersProps) {
  const threads = unsentThreads(line.pending.value, open)
  const [first] = threads
  return (
    <div class="unsent-answers" role="status">
      {first !== undefined && (
        <button class="unsent-answers-button" type="button" onClick={() => onOpen(first.seq)}>
          <Icon name="alert" size={16} />
          <span>{unsentText(threads)}</span>
          <strong>Show</strong>
        </button>
      )}
    </div>
  )
}
