import { dayLabel, dayOf, daysBetween, timeLabel } from '../day.ts'
import { dateWords } from '../moment.ts'

/** When something is to be said, to the minute, in the middle of a sentence. */
export function momentWords(at: number, now: number, locale: string): string {
  const time = timeLabel(at, locale)
  if (dayOf(at) === dayOf(now)) return `today at ${time}`
  const days = daysBetween(now, at)
  if (days === 1) return `tomorrow at ${time}`
  // By its name only the weekday that comes next.
  if (days > 1 && days < 7) return `${dayLabel(at, at + days * DAY_MS, locale)} at ${time}`
  return `${dateWords(at, locale)} at ${time}`
}

const DAY_MS = 86_400_000
