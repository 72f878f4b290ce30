import { useId } from 'preact/hooks'
import './select.css'

export interface SelectProps<Value extends string> {
  label: string
  name: string
  value: Value
  /** What each choice is called, in this order. */
  choices: Readonly<Record<Value, string>>
  onInput(value: Value): void
  hint?: string
}

/** One of a few. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, name, value, choices, onInput, hint } = props
  const id = useId()
  const entries = Object.entries(choices) as [Value, string][]
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <select
        class="field-input select"
        id={id}
        name={name}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        onInput={event => {
          const chosen = entries.find(([choice]) => choice === event.currentTarget.value)
          if (chosen !== undefined) onInput(chosen[0])
        }}
      >
        {entries.map(([choice, title]) => (
          <option key={choice} value={choice}>
            {title}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p class="field-note" id={`${id}-note`}>
          {hint}
        </p>
      )}
    </div>
  )
}
