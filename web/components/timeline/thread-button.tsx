import type { ThreadSummary } from '../../../protocol/rest.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { agoWords } from '../../state/ago.ts'
import { nameOf } from '../../state/people.ts'
import { Avatar } from '../avatar.tsx'
import { minute } from '../clock.ts'
import './thread-button.css'

/** Faces of those who answered last. */
const FACES = 3

export interface ThreadButtonProps {
  thread: ThreadSummary
  line: RoomLine
  onOpen(): void
}

/** The way to what was said under a message. */
export function ThreadButton({ thread, line, onOpen }: ThreadButtonProps) {
  const { replies, lastAt, by } = thread
  return (
    <button class="thread-button" type="button" onClick={onOpen}>
      <span class="thread-faces">
        {by.slice(0, FACES).map(id => (
          <Avatar key={id} id={id} name={nameOf(line.people.value, id)} />
        ))}
      </span>
      <strong>{replies === 1 ? '1 reply' : `${replies} replies`}</strong>
      <span class="thread-last">last {agoWords(lastAt, minute.value)}</span>
    </button>
  )
}
