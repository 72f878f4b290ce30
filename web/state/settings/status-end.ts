const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** When a status is gone, as a person chooses it. */
export const STATUS_ENDS = {
  never: 'When I take it away',
  'half-hour': 'In 30 minutes',
  hour: 'In 1 hour',
  'four-hours': 'In 4 hours',
  today: 'At the end of today',
  week: 'At the end of this week',
  custom: 'At a time I choose',
} as const
export type StatusEnd = keyof typeof STATUS_ENDS

/**
 * The moment of a choice; null is never, undefined none at all.
 * @param custom what an input of type `datetime-local` holds
 */
export function endOf(choice: StatusEnd, now: number, custom: string): number | null | undefined {
  switch (choice) {
    case 'never':
      return null
    case 'half-hour':
      return now + 30 * MINUTE_MS
    case 'hour':
      return now + HOUR_MS
    case 'four-hours':
      return now + 4 * HOUR_MS
    case 'today':
      return midnight(now, 1)
    case 'week':
      return midnight(now, daysLeftOfWeek(now))
    case 'custom':
      return momentOf(custom)
    default:
      return choice satisfies never
  }
}

/** What an input of type `datetime-local` shows for a moment: local, to the minute. */
export function localText(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * MINUTE_MS
  return new Date(at - offset).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)
}

/** The moment that such an input holds, if it holds one. */
export function momentOf(text: string): number | undefined {
  const at = new Date(text).getTime()
  return Number.isNaN(at) ? undefined : at
}

/** The first moment of the local day that comes in so many days. */
function midnight(now: number, days: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}

/** Days until Monday begins: a week ends with the weekend. */
function daysLeftOfWeek(now: number): number {
  return 7 - ((new Date(now).getDay() + 6) % 7)
}
