import type { RoomLine } from '../../../net/room-line.ts'
import { type HeldMessage, heldAt } from '../../../state/held.ts'
import { nameOf } from '../../../state/people.ts'
import { quotedText } from '../../../state/quote.ts'
import { Icon } from '../../icon.tsx'
import { IconButton } from '../../icon-button.tsx'
import './reply-preview.css'

export interface ReplyPreviewProps {
  message: HeldMessage
  line: RoomLine
  onCancel(): void
}

/** Above what is being written: what it will answer. */
export function ReplyPreview({ message, line, onCancel }: ReplyPreviewProps) {
  // As it is now, which may be otherwise than when it was chosen.
  const { by, body } = heldAt(line.timeline.value.events, message.seq) ?? message
  return (
    <div class="reply-preview">
      <Icon name="reply" size={18} />
      <p class="reply-preview-text">
        <span>
          Replying to <strong dir="auto">{nameOf(line.people.value, by)}</strong>
        </span>
        <span class="reply-preview-words" dir="auto">
          {body === '' ? 'Message removed' : quotedText(body)}
        </span>
      </p>
      <IconButton icon="close" label="Do not reply" onClick={onCancel} />
    </div>
  )
}
