const DAY_MS = 86_400_000

/** A local calendar day as a number that sorts and compares. */
export function dayOf(at: number): number {
  const date = new Date(at)
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate()
}

/** "Today", "Yesterday", a weekday within the last week, else the date. */
export function dayLabel(at: number, now: number, locale: string): string {
  const day = dayOf(at)
  if (day === dayOf(now)) return 'Today'
  const age = daysBetween(at, now)
  if (age === 1) return 'Yesterday'
  if (age > 1 && age < 7) return part(locale, { weekday: 'long' }).format(at)
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return part(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at)
}

/** "14:05" or "2:05 pm", as the person's own settings have it. */
export function timeLabel(at: number, locale: string): string {
  return part(locale, { timeStyle: 'short' }).format(at)
}

/** Everything about the moment, for a tooltip. */
export function exactLabel(at: number, locale: string): string {
  return part(locale, { dateStyle: 'full', timeStyle: 'medium' }).format(at)
}

/** When a message was changed. */
export function editedLabel(at: number, locale: string): string {
  return `Edited on ${exactLabel(at, locale)}`
}

/** How long ago, in as few letters as a list has room for. */
export function agoLabel(at: number, now: number, locale: string): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes} min`
  if (dayOf(at) === dayOf(now)) return timeLabel(at, locale)
  const days = daysBetween(at, now)
  if (days === 1) return 'Yesterday'
  if (days < 7) return part(locale, { weekday: 'short' }).format(at)
  return part(locale, { day: 'numeric', month: 'short' }).format(at)
}

/** Whole local days; noon to noon, so that a day of 23 or 25 hours counts as one. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((noon(later) - noon(earlier)) / DAY_MS)
}

function noon(at: number): number {
  return new Date(at).setHours(12, 0, 0, 0)
}

// Formatters are slow to make and a timeline needs one for every line.
const formats = new Map<string, Intl.DateTimeFormat>()

function part(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(key, format)
  return format
}
