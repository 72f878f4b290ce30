import { dayLabel, dayOf, daysBetween, timeLabel } from './day.ts'

// Moments in the middle of a sentence: "Last used yesterday at 14:05".

/** A moment that has passed, as exactly as anybody remembers it. */
export function agoWords(at: number, now: number, locale: string): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes === 1) return 'a minute ago'
  if (minutes < 60) return `${minutes} minutes ago`
  const time = timeLabel(at, locale)
  if (dayOf(at) === dayOf(now)) return `today at ${time}`
  const days = daysBetween(at, now)
  if (days === 1) return `yesterday at ${time}`
  return days < 7 ? `on ${dayLabel(at, now, locale)} at ${time}` : `on ${dateWords(at, locale)}`
}

/** A moment to come. */
export function untilWords(at: number, now: number, locale: string): string {
  const time = timeLabel(at, locale)
  if (dayOf(at) === dayOf(now)) return time
  if (daysBetween(now, at) === 1) return `tomorrow at ${time}`
  return dateWords(at, locale)
}

/** "12 March 2026", in the order the person is used to. */
export function dateWords(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at)
}
