import { editedLabel } from '../../state/day.ts'
import type { HeldMessage } from '../../state/held.ts'
import { nameOf } from '../../state/people.ts'
import { LOCALE } from '../clock.ts'
import { Icon } from '../icon.tsx'
import { ExpiryMark } from './expiry-mark.tsx'
import type { Hands } from './hands.ts'
import { ReactionChips } from './reactions/reaction-chips.tsx'
import { ThreadButton } from './thread-button.tsx'
import './message-extras.css'

export interface MessageExtrasProps {
  message: HeldMessage
  hands: Hands
}

/** Under a message: what became of it, and what people put to it and said under it. */
export function MessageExtras({ message, hands }: MessageExtrasProps) {
  const { body, editedAt, reactions, pinned, replies, expiresAt, seq } = message
  const isGone = body === ''
  const has = !isGone && (editedAt ?? reactions ?? pinned ?? expiresAt) !== undefined
  if (!has && replies === undefined) return null
  return (
    <div class="message-extras">
      {!isGone && editedAt !== undefined && (
        <button
          class="message-mark"
          type="button"
          title={`${editedLabel(editedAt, LOCALE)}. Show what it said before`}
          onClick={() => hands.ask({ kind: 'edits', message })}
        >
          (edited)
        </button>
      )}
      {!isGone && pinned !== undefined && (
        <span
          class="message-mark message-pinned"
          title={`Pinned by ${nameOf(hands.line.people.value, pinned.by)}`}
        >
          <Icon name="pin" size={14} /> Pinned
        </span>
      )}
      {!isGone && expiresAt !== undefined && <ExpiryMark at={expiresAt} />}
      {!isGone && <ReactionChips message={message} hands={hands} />}
      {replies !== undefined && (
        <ThreadButton thread={replies} line={hands.line} onOpen={() => hands.thread?.(seq)} />
      )}
    </div>
  )
}
