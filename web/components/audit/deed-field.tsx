import { useId } from 'preact/hooks'
import type { DeedGroup } from '../../state/audit/groups.ts'
import '../select.css'

export interface DeedFieldProps {
  groups: readonly DeedGroup[]
  /** A kind of deed, the name of a group for all in it, or nothing for every kind. */
  value: string
  onInput(value: string): void
}

/** Which kind of deed. */
export function DeedField({ groups, value, onInput }: DeedFieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label class="field-label" for={id}>
        What was done
      </label>
      <select
        class="field-input select"
        id={id}
        value={value}
        onInput={event => onInput(event.currentTarget.value)}
      >
        <option value="">Anything</option>
        {groups.map(({ name, title, deeds }) => (
          <optgroup key={name} label={title}>
            {deeds.length > 1 && <option value={name}>{title}: anything</option>}
            {deeds.map(deed => (
              <option key={deed.action} value={deed.action}>
                {deed.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}
