import { exactLabel, timeLabel } from '../state/day.ts'
import { LOCALE } from './clock.ts'
import './time.css'

/** The time of day; the whole moment as a tooltip. */
export function Time({ at }: { at: number }) {
  return (
    <time class="time" dateTime={new Date(at).toISOString()} title={exactLabel(at, LOCALE)}>
      {timeLabel(at, LOCALE)}
    </time>
  )
}
