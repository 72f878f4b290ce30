import { dayLabel } from '../../state/day.ts'
import { LOCALE, minute } from '../clock.ts'
import './day-divider.css'

export function DayDivider({ at }: { at: number }) {
  return (
    <h2 class="day-divider">
      <time dateTime={new Date(at).toISOString()}>{dayLabel(at, minute.value, LOCALE)}</time>
    </h2>
  )
}
