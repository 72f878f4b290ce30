import { useId } from 'preact/hooks'
import './text-area.css'

export interface TextAreaProps {
  label: string
  name: string
  value: string
  onInput(value: string): void
  hint?: string
  error?: string | undefined
  rows?: number
}

/** The same as a field, for several lines. */
export function TextArea({ label, name, value, onInput, hint, error, rows = 4 }: TextAreaProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div class={`field ${error === undefined ? '' : 'field-wrong'}`}>
      <label class="field-label" for={id}>
        {label}
      </label>
      <textarea
        class="field-input text-area"
        id={id}
        name={name}
        rows={rows}
        dir="auto"
        value={value}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        aria-invalid={error !== undefined}
        onInput={event => onInput(event.currentTarget.value)}
      />
      {note !== undefined && (
        <p class="field-note" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  )
}
