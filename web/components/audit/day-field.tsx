import { useId } from 'preact/hooks'

export interface DayFieldProps {
  label: string
  /** As `2026-03-14`; empty for none. */
  value: string
  onInput(value: string): void
  min?: string
  max?: string
}

/** A day, chosen as the browser offers it. */
export function DayField({ label, value, onInput, min, max }: DayFieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        class="field-input"
        id={id}
        type="date"
        value={value}
        min={min || undefined}
        max={max || undefined}
        onInput={event => onInput(event.currentTarget.value)}
      />
    </div>
  )
}
