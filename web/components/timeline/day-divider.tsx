import { dayLabel } from '../../state/day.ts'
import { LOCALE, minute } from '../clock.ts'
import './day-divider.css'

export interface DayDividerProps {
  at: number
  /** Asks for another day to go to. */
  onChoose(at: number): void
}

export function DayDivider({ at, onChoose }: DayDividerProps) {
  return (
    <h2 class="day-divider">
      <button type="button" title="Jump to another date" onClick={() => onChoose(at)}>
        <time dateTime={new Date(at).toISOString()}>{dayLabel(at, minute.value, LOCALE)}</time>
      </button>
    </h2>
  )
}
