import { spanWords } from './span.ts'

// Numbers as an admin reads them.

const STEP = 1024
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** "12 MB": two digits that count, and no more. */
export function sizeWords(bytes: number): string {
  const power = bytes < STEP ? 0 : Math.floor(Math.log(bytes) / Math.log(STEP))
  const at = Math.min(power, UNITS.length - 1)
  const size = bytes / STEP ** at
  const shown = at === 0 || size >= 10 ? Math.round(size) : Math.round(size * 10) / 10
  return `${shown.toLocaleString('en')} ${at === 0 && bytes === 1 ? 'byte' : UNITS[at]}`
}

export interface Limit {
  title: string
  value: string
}

// Units that a name ends with, and what its number is then.
const ENDINGS: readonly [RegExp, (value: number) => string][] = [
  [/ per second$/u, value => `${plain(value)} a second`],
  [/ ms$/u, spanWords],
  [/ seconds$/u, value => spanWords(value * 1_000)],
  [/ minutes$/u, value => spanWords(value * 60_000)],
  [/ hours$/u, value => spanWords(value * 3_600_000)],
  [/ days$/u, value => spanWords(value * 86_400_000)],
  [/ bytes$/u, sizeWords],
  [/ (?:chars|units)$/u, value => `${plain(value)} characters`],
]

/** A bound by its name, which holds its unit: `ROOM_NAME_MAX_CHARS` and `roomNameMaxChars` read alike. */
export function limitOf(name: string, value: number): Limit {
  const words = wordsOf(name).replace(/ max(?= |$)/u, '')
  const unit = ENDINGS.find(([ending]) => ending.test(words))
  if (unit === undefined) return { title: capital(words), value: plain(value) }
  return { title: capital(words.replace(unit[0], '')), value: unit[1](value) }
}

/** How long a bar is beside the longest, in percent; something is always seen of it. */
export function shareOf(value: number, most: number): number {
  return most <= 0 || value <= 0 ? 0 : Math.max(1, Math.round((value / most) * 100))
}

function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/gu, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
}

function plain(value: number): string {
  return value.toLocaleString('en')
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
