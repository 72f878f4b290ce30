const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const UNITS: Readonly<Record<string, number>> = {
  s: SECOND_MS,
  sec: SECOND_MS,
  m: MINUTE_MS,
  min: MINUTE_MS,
  h: HOUR_MS,
  hr: HOUR_MS,
  d: DAY_MS,
  day: DAY_MS,
  days: DAY_MS,
  w: 7 * DAY_MS,
}

/** Longer than any that means something. */
const DURATION_MAX_CHARS = 32

/** Milliseconds of `90s`, `10m`, `2h`, `1d`, `1w` or several of them, as `1h30m`; undefined of anything else. */
export function durationOf(word: string): number | undefined {
  if (!seemsDuration(word) || word.length > DURATION_MAX_CHARS) return undefined
  let total = 0
  let length = 0
  for (const [part, digits = '', unit = ''] of word.toLowerCase().matchAll(/(\d{1,6})([a-z]+)/g)) {
    const ms = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined
    if (ms === undefined) return undefined
    total += Number(digits) * ms
    length += part.length
  }
  return length === word.length ? total : undefined
}

/** Whether somebody who wrote this means a time, rightly written or not. */
export function seemsDuration(word: string): boolean {
  return /^\d/.test(word)
}

/** A time as people say it: its largest unit and, where that leaves something, the next: `1 hour 30 minutes`. */
export function spanText(ms: number): string {
  const whole = Math.max(SECOND_MS, Math.round(ms / SECOND_MS) * SECOND_MS)
  const first = SAID.findIndex(([, unit]) => whole >= unit)
  const parts = SAID.slice(first, first + 2).map(([word, unit], i) => {
    const above = i === 0 ? Number.POSITIVE_INFINITY : (SAID[first]?.[1] ?? unit)
    const count = Math.floor((whole % above) / unit)
    return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`
  })
  return parts.filter(part => part !== '').join(' ')
}

/** The same, by its largest unit alone. */
export function roughSpanText(ms: number): string {
  const [, unit] = SAID.find(([, least]) => ms >= least) ?? SAID[3]
  return spanText(Math.floor(ms / unit) * unit)
}

const SAID = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', SECOND_MS],
] as const
