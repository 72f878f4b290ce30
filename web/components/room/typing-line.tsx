import { useRef } from 'preact/hooks'
import type { RoomLine } from '../../net/room-line.ts'
import { blockedIds } from '../../state/blocks.ts'
import { nameOf } from '../../state/people.ts'
import { type Spoken, spokenAfter, typingText } from '../../state/typing.ts'
import './typing-line.css'

const SILENT: Spoken = { text: '', at: 0 }

/** Under the messages, who is writing one. Its place is kept, so that nothing moves when somebody begins. */
export function TypingLine({ line }: { line: RoomLine }) {
  const spoken = useRef(SILENT)
  const writers = line.writers.value.filter(({ id }) => !blockedIds.value.has(id))
  const text = typingText(writers, id => nameOf(line.people.value, id))
  spoken.current = spokenAfter(spoken.current, text, Date.now())
  return (
    <>
      <p class={`typing-line ${text === '' ? '' : 'typing-line-on'}`} aria-hidden="true">
        {text !== '' && (
          <>
            <span class="typing-dots">
              <span />
              <span />
              <span />
            </span>
            <span class="typing-text" dir="auto">
              {text}
            </span>
          </>
        )}
      </p>
      <span class="unseen" role="status">
        {spoken.current.text}
      </span>
    </>
  )
}
