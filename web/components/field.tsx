import { useId } from 'preact/hooks'
import './field.css'

export interface FieldProps {
  label: string
  name: string
  value: string
  onInput(value: string): void
  type?: 'text' | 'password' | 'email' | 'date' | 'datetime-local'
  autocomplete?: string
  hint?: string | undefined
  error?: string | undefined
  optional?: boolean
  autofocus?: boolean
  maxLength?: number
  /** The keyboard a phone brings up. */
  inputMode?: 'text' | 'numeric' | 'email' | undefined
  /** For names and addresses, which phones must not capitalise or correct. */
  verbatim?: boolean
}

// Each by itself, since the types of attributes depend on it.
const TYPES = {
  text: { type: 'text' },
  password: { type: 'password' },
  email: { type: 'email' },
  date: { type: 'date' },
  'datetime-local': { type: 'datetime-local' },
} as const

/** A labelled line of text. Its error takes the place of its hint, and is read out with it. */
export function Field(props: FieldProps) {
  const id = useId()
  const { label, name, value, type = 'text', hint, error, optional = false } = props
  const note = error ?? hint
  return (
    <div class={`field ${error === undefined ? '' : 'field-wrong'}`}>
      <label class="field-label" for={id}>
        {label}
        {optional && <span class="field-optional"> optional</span>}
      </label>
      <input
        class="field-input"
        id={id}
        name={name}
        {...TYPES[type]}
        inputMode={props.inputMode}
        value={value}
        dir={type === 'text' ? 'auto' : undefined}
        autocomplete={props.autocomplete ?? 'off'}
        autofocus={props.autofocus ?? false}
        maxLength={props.maxLength}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        aria-invalid={error !== undefined}
        {...(props.verbatim
          ? { autocapitalize: 'none', autocorrect: 'off', spellcheck: false }
          : {})}
        onInput={event => props.onInput(event.currentTarget.value)}
      />
      {note !== undefined && (
        <p class="field-note" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  )
}
