import { PENDING_MAX_SENDS } from '../../../protocol/limits.ts'
import type { Verdict } from '../../state/composing.ts'
import './composer-note.css'

export interface ComposerNoteProps {
  /** What the text area names as what describes it. */
  id: string
  /** Characters left, near the limit; negative beyond it. */
  left: number | undefined
  /** Why the last attempt to send did nothing. */
  refused: Verdict | undefined
  /** What the message will not do. */
  hint: string | undefined
}

/** The limit, when it is near, and why a message did not go. */
export function ComposerNote({ id, left, refused, hint }: ComposerNoteProps) {
  return (
    <p
      class={`composer-note ${left !== undefined && left < 0 ? 'composer-note-over' : ''}`}
      id={id}
    >
      {left !== undefined && <span>{left < 0 ? `${-left} too many` : `${left} left`}</span>}
      <span role="status">{hint ?? ''}</span>
      <span role="alert">{refused === undefined ? '' : REFUSALS[refused]}</span>
    </p>
  )
}

export const REFUSALS: Record<Verdict, string> = {
  ok: '',
  empty: '',
  too_long: 'Too long for one message. Shorten it or send it in parts.',
  invalid: 'It holds characters that cannot be stored.',
  full: `${PENDING_MAX_SENDS} messages are waiting to go out. Wait for the connection, then send this.`,
  clogged: `${PENDING_MAX_SENDS} messages were not sent. Try some of them again or discard them, then send this.`,
}
