import { isLargeEmoji } from '../../state/emoji.ts'
import type { Bubble } from '../../state/rows.ts'
import { Icon } from '../icon.tsx'
import { Time } from '../time.tsx'
import { FailedSend } from './failed-send.tsx'
import type { Hands } from './hands.ts'
import { MessageBody } from './message-body.tsx'
import { RemovedMessage } from './removed-message.tsx'
import { ThreadButton } from './thread-button.tsx'
import './bubble-view.css'

export interface BubbleViewProps {
  bubble: Bubble
  /** Whose it is. */
  by: string
  name: string
  /** The first of a group stands under a heading with the name; the others say it to who cannot see whose they are. */
  isFirst: boolean
  /** Who removed it, when somebody did. */
  remover: string | undefined
  hands: Hands
}

export function BubbleView({ bubble, by, name, isFirst, remover, hands }: BubbleViewProps) {
  const { body, state, at, key, seq, style } = bubble
  const open = (anchor: Element) => hands.open(bubble, by, anchor)
  return (
    <div
      class={`message message-${state} ${bubble.message?.replies ? 'message-threaded' : ''}`}
      data-key={key}
      data-seq={seq}
    >
      {!isFirst && <span class="unseen">{name}: </span>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button beside it does the same */}
      <div class={`bubble ${kindOf(bubble)}`} dir="auto" onContextMenu={pressedLong(open)}>
        {body === '' ? (
          <RemovedMessage
            remover={remover}
            onUndo={hands.mayRestore(bubble, by) ? () => hands.restore(bubble) : undefined}
          />
        ) : (
          <>
            {style === 'action' && <strong class="bubble-actor">{name} </strong>}
            <MessageBody body={body} />
          </>
        )}
      </div>
      {state === 'pending' && (
        <span class="message-way" title="Not sent yet">
          <Icon name="clock" size={14} />
          <span class="unseen">Not sent yet</span>
        </span>
      )}
      {state === 'sent' && body !== '' && (
        <button
          class="message-more"
          type="button"
          aria-label="What to do with this message"
          title="More"
          onClick={event => open(event.currentTarget)}
        >
          <Icon name="more" size={18} />
        </button>
      )}
      {state === 'sent' && !isFirst && <Time at={at} />}
      {bubble.message?.replies !== undefined && seq !== undefined && (
        <div class="message-under">
          <ThreadButton
            thread={bubble.message.replies}
            line={hands.line}
            onOpen={() => hands.thread(seq)}
          />
        </div>
      )}
      {state === 'failed' && <FailedSend bubble={bubble} fate={hands.fate} />}
    </div>
  )
}

function kindOf({ body, style }: Bubble): string {
  if (style === 'action') return 'bubble-action'
  return isLargeEmoji(body) ? 'bubble-emoji' : ''
}

const TOUCH = matchMedia('(hover: none)')

/** A long press opens what the button beside it does; with a mouse, and for links, the browser's own menu comes. */
function pressedLong(open: (anchor: Element) => void) {
  return (event: MouseEvent) => {
    const { currentTarget, target } = event
    if (!TOUCH.matches || !(currentTarget instanceof Element)) return
    if (target instanceof Element && target.closest('a') !== null) return
    event.preventDefault()
    open(currentTarget)
  }
}
