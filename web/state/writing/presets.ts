import { SCHEDULED_MAX_MS, SCHEDULED_MIN_MS } from '../../../protocol/limits.ts'

const HOUR_MS = 3_600_000
/** An evening nearer than this is now. */
const EVENING_LEAST_MS = HOUR_MS / 4
const EVENING_HOUR = 18
const MORNING_HOUR = 9
const MONDAY = 1

/** A moment that is offered. */
export interface Preset {
  label: string
  at: number
}

/** When somebody may want a message to be said, by the clock on their wall. */
export function presetsAt(now: number): Preset[] {
  const evening = localHour(now, 0, EVENING_HOUR)
  const toMonday = daysToMonday(now)
  return [
    { label: 'In 1 hour', at: now + HOUR_MS },
    ...(evening - now >= EVENING_LEAST_MS ? [{ label: 'This evening', at: evening }] : []),
    { label: 'Tomorrow', at: localHour(now, 1, MORNING_HOUR) },
    // On a Sunday that is tomorrow.
    ...(toMonday > 1
      ? [
          {
            label: toMonday === 7 ? 'Next Monday' : 'On Monday',
            at: localHour(now, toMonday, MORNING_HOUR),
          },
        ]
      : []),
  ]
}

/** An hour of the local day that comes in so many days, whatever a day's length. */
function localHour(now: number, days: number, hour: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour).getTime()
}

/** On a Monday, to the next one. */
function daysToMonday(now: number): number {
  return (MONDAY + 7 - new Date(now).getDay()) % 7 || 7
}

/** Why nothing can be said at a moment, if it cannot. */
export function mistakeIn(at: number | undefined, now: number): string | undefined {
  if (at === undefined) return 'Choose a day and a time.'
  if (at < now + SCHEDULED_MIN_MS) return 'Choose a moment to come.'
  if (at > now + SCHEDULED_MAX_MS) return 'Choose one within a year.'
  return undefined
}
