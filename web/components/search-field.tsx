import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'
import './search-field.css'

export interface SearchFieldProps {
  label: string
  value: string
  onInput(value: string): void
  autofocus?: boolean
}

/** Where something is looked for, letter by letter. */
export function SearchField({ label, value, onInput, autofocus = false }: SearchFieldProps) {
  const id = useId()
  return (
    <search class="search-field">
      <label class="unseen" for={id}>
        {label}
      </label>
      <Icon name="search" size={18} />
      <input
        class="search-field-input"
        id={id}
        type="search"
        placeholder={label}
        value={value}
        autocomplete="off"
        autofocus={autofocus}
        maxLength={50}
        onInput={event => onInput(event.currentTarget.value)}
      />
    </search>
  )
}
