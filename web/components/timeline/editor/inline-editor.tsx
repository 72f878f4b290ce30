import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { bodyOf, roomLeft, verdictOn } from '../../../state/composing.ts'
import type { HeldMessage } from '../../../state/held.ts'
import { Button } from '../../button.tsx'
import { REFUSALS } from '../../composer/composer-note.tsx'
import './inline-editor.css'

export interface InlineEditorProps {
  message: HeldMessage
  /** What it is to say, where that was written before and not taken. */
  written: string | undefined
  /** What is written by now, so that it outlives being drawn anew. */
  onWrite(text: string): void
  /** @param was what it said when it was opened. @returns whether it was taken; otherwise what is written stays */
  onSave(body: string, was: string): boolean
  onClose(): void
}

/** In the place of a message: its words, to be changed. */
export function InlineEditor(props: InlineEditorProps) {
  const { message, written, onWrite, onSave, onClose } = props
  // The message that began a thread is also shown there.
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [was] = useState(message.body)
  const [text, setText] = useState(written ?? was)
  const body = bodyOf(text)
  const verdict = verdictOn(body)
  const left = roomLeft(body)
  useLayoutEffect(() => {
    const element = area.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
    element?.scrollIntoView({ block: 'nearest' })
  }, [])

  function save() {
    if (verdict === 'ok' && onSave(body, was)) onClose()
  }

  return (
    <form
      class="inline-editor"
      onSubmit={event => {
        event.preventDefault()
        save()
      }}
    >
      <textarea
        ref={area}
        class="inline-editor-area"
        aria-label="Change the message"
        aria-describedby={id}
        dir="auto"
        rows={1}
        value={text}
        onInput={event => {
          setText(event.currentTarget.value)
          onWrite(event.currentTarget.value)
        }}
        onKeyDown={event => {
          // While an input method composes, keys are its own.
          if (event.isComposing || event.keyCode === 229) return
          event.stopPropagation()
          if (event.key === 'Escape') onClose()
          else if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
          else save()
          event.preventDefault()
        }}
      />
      <div class="inline-editor-foot">
        <p class="inline-editor-note" id={id}>
          {left !== undefined && (
            <span class={left < 0 ? 'inline-editor-over' : ''}>
              {left < 0 ? `${-left} too many` : `${left} left`}{' '}
            </span>
          )}
          <span role="alert">
            {verdict === 'too_long' || verdict === 'invalid' ? REFUSALS[verdict] : ''}
          </span>
        </p>
        <Button kind="text" onClick={onClose}>
          Cancel
        </Button>
        <Button kind="primary" type="submit" busy={verdict !== 'ok'}>
          Save
        </Button>
      </div>
    </form>
  )
}
