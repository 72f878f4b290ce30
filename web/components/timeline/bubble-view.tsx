import { isLargeEmoji } from '../../state/emoji.ts'
import type { Bubble } from '../../state/rows.ts'
import { Icon } from '../icon.tsx'
import { Time } from '../time.tsx'
import { FailedSend, type Fate } from './failed-send.tsx'
import { MessageBody } from './message-body.tsx'
import './bubble-view.css'

export interface BubbleViewProps {
  bubble: Bubble
  /** Said before the message to those who cannot see whose it is; the first has a heading. */
  author: string | undefined
  fate: Fate
}

export function BubbleView({ bubble, author, fate }: BubbleViewProps) {
  const { body, state, at, key } = bubble
  const large = isLargeEmoji(body)
  return (
    <div class={`message message-${state}`} data-key={key}>
      {author !== undefined && <span class="unseen">{author}: </span>}
      <div class={`bubble ${large ? 'bubble-emoji' : ''}`} dir="auto">
        {body === '' ? (
          <span class="bubble-removed">Message removed</span>
        ) : (
          <MessageBody body={body} />
        )}
      </div>
      {state === 'pending' && (
        <span class="message-way" title="Not sent yet">
          <Icon name="clock" size={14} />
          <span class="unseen">Not sent yet</span>
        </span>
      )}
      {state === 'sent' && author !== undefined && <Time at={at} />}
      {state === 'failed' && <FailedSend bubble={bubble} fate={fate} />}
    </div>
  )
}
