import type { Signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PendingSend } from '../../../protocol/client/pending.ts'
import { bodyOf, roomLeft, verdictOn } from '../../state/composing.ts'
import { Icon } from '../icon.tsx'
import { ComposerNote } from './composer-note.tsx'
import './composer.css'

export interface ComposerProps {
  text: Signal<string>
  pending: readonly PendingSend[]
  placeholder: string
  onType(text: string): void
  /** @returns whether it was taken; otherwise the text stays */
  onSend(body: string): boolean
}

/** Without a mouse there is no Shift at hand: Enter breaks the line and the button sends. */
const TOUCH = matchMedia('(hover: none) and (pointer: coarse)')

/** Where a message is written. It takes text whatever the connection does. */
export function Composer({ text, pending, placeholder, onType, onSend }: ComposerProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [refused, setRefused] = useState(false)
  const typed = text.value
  const verdict = verdictOn(bodyOf(typed), pending)
  useGrowth(area, typed)
  useEffect(() => {
    if (!TOUCH.matches) area.current?.focus()
  }, [])

  function send() {
    area.current?.focus()
    if (verdict !== 'ok') return setRefused(verdict !== 'empty')
    if (onSend(bodyOf(typed))) onType('')
    else setRefused(true)
  }

  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <div class="composer-field">
        <textarea
          ref={area}
          class="composer-area"
          id="composer"
          rows={1}
          dir="auto"
          aria-label={placeholder}
          aria-describedby="composer-note"
          placeholder={placeholder}
          enterkeyhint={TOUCH.matches ? 'enter' : 'send'}
          value={typed}
          onInput={event => {
            setRefused(false)
            onType(event.currentTarget.value)
          }}
          onKeyDown={event => {
            if (!sends(event)) return
            event.preventDefault()
            send()
          }}
        />
        <button
          class="composer-send"
          type="submit"
          aria-label="Send"
          title="Send"
          aria-disabled={verdict !== 'ok'}
          // The keyboard of a phone stays open when the text keeps the focus.
          onPointerDown={event => event.preventDefault()}
        >
          <Icon name="send" size={22} />
        </button>
      </div>
      <ComposerNote left={roomLeft(bodyOf(typed))} refused={refused ? verdict : undefined} />
    </form>
  )
}

/** Enter while an input method composes chooses a word; 229 is how older browsers say so. */
function sends(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return false
  return !event.shiftKey && !event.altKey && !TOUCH.matches
}

/** Browsers without field-sizing need their text area made as high as its text. */
function useGrowth(area: { readonly current: HTMLTextAreaElement | null }, text: string) {
  useLayoutEffect(() => {
    const element = area.current
    if (element === null || CSS.supports('field-sizing', 'content')) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])
}
