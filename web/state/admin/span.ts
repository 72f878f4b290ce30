const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
  ['millisecond', 1],
] as const

/** "10 minutes", "a day": in the largest unit that does not hide anything, else rounded to its tenth. */
export function spanWords(ms: number): string {
  const whole = UNITS.find(([, length]) => ms >= length && ms % length === 0)
  const [unit, length] = whole ?? UNITS.find(([, size]) => ms >= size) ?? UNITS[4]
  const count = Math.round((ms / length) * 10) / 10
  if (count === 1) return unit === 'hour' ? 'an hour' : `a ${unit}`
  return `${count.toLocaleString('en')} ${unit}s`
}
