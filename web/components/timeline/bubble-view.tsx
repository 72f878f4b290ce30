import { useComputed } from '@preact/signals'
import { emojiTable } from '../../net/emoji.ts'
import { isLargeEmoji } from '../../state/emoji.ts'
import type { Bubble } from '../../state/rows.ts'
import { Icon } from '../icon.tsx'
import { Time } from '../time.tsx'
import { InlineEditor } from './editor/inline-editor.tsx'
import { FailedSend } from './failed-send.tsx'
import type { Hands } from './hands.ts'
import { MessageBody } from './message-body.tsx'
import { MessageExtras } from './message-extras.tsx'
import { pressed } from './message-keys.ts'
import { pointed } from './pointed.ts'
import { MessagePreviews } from './previews/message-previews.tsx'
import { Quote } from './quote/quote.tsx'
import { RemovedMessage } from './removed-message.tsx'
import { Toolbar } from './toolbar.tsx'
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
  const { body, state, at, key, style, seq, message, replyTo } = bubble
  const isActive = useComputed(() => hands.active.value === key).value
  const editing = useComputed(() => {
    const { value } = hands.doing.editing
    return seq !== undefined && value?.seq === seq ? value : null
  }).value
  const open = (anchor: Element) => hands.open(bubble, by, anchor)
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields
    <div
      class={`message message-${state} ${callsOf(bubble, by, hands.who.me)}`}
      role="group"
      aria-label={`Message of ${name}`}
      data-key={key}
      data-seq={seq}
      tabIndex={-1}
      {...pointed(hands, key)}
      onKeyDown={event => pressed(event, bubble, by, hands)}
    >
      {!isFirst && <span class="unseen">{name}: </span>}
      {replyTo !== undefined && (
        <div class="message-quote">
          <Quote seq={replyTo} hands={hands} />
        </div>
      )}
      {editing !== null && message !== undefined ? (
        <InlineEditor
          message={message}
          written={editing.body}
          onWrite={written => {
            hands.doing.editing.value = { seq: message.seq, body: written }
          }}
          onSave={(written, was) => hands.save(message, written, was)}
          onClose={() => {
            hands.doing.editing.value = null
            hands.focusComposer()
          }}
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the button beside it does the same
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
              <MessagePreviews bubble={bubble} hands={hands} />
            </>
          )}
        </div>
      )}
      {state === 'pending' && (
        <span class="message-way" title="Not sent yet">
          <Icon name="clock" size={14} />
          <span class="unseen">Not sent yet</span>
        </span>
      )}
      {state === 'sent' && editing === null && (
        <div class="message-hand">
          {body !== '' && (
            <button
              class="message-more"
              type="button"
              aria-label="What to do with this message"
              title="More"
              tabIndex={isActive ? 0 : -1}
              onClick={event => open(event.currentTarget)}
            >
              <Icon name="more" size={18} />
            </button>
          )}
          {isActive && body !== '' && <Toolbar bubble={bubble} by={by} hands={hands} />}
          {!isFirst && <Time at={at} />}
        </div>
      )}
      {message !== undefined && <MessageExtras message={message} hands={hands} />}
      {state === 'failed' && <FailedSend bubble={bubble} fate={hands.fate} />}
    </div>
  )
}

/** Whether it calls the reader by name, or everybody. */
function callsOf({ message }: Bubble, by: string, me: string): string {
  if (message === undefined || by === me || message.body === '') return ''
  const calls = message.mentions?.includes(me) || message.audience !== undefined
  return calls ? 'message-calls' : ''
}

function kindOf({ body, style }: Bubble): string {
  if (style === 'action') return 'bubble-action'
  return isLargeEmoji(body, emojiTable.value) ? 'bubble-emoji' : ''
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
