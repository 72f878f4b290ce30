import { parseArgs } from 'node:util'

export interface SoakOptions {
  minutes: number
  seed: number
  /** Seconds from the beginning of one fault to that of the next. */
  every: number
}

/** @throws Error that says what is wrong with the command line */
export function readOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '3' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
      every: { type: 'string', default: '60' },
    },
  })
  return {
    minutes: positive('minutes', values.minutes),
    seed: whole('seed', values.seed),
    every: positive('every', values.every),
  }
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new Error(`--${name} takes a number above 0, not ${text}`)
}

function whole(name: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new Error(`--${name} takes a whole number, not ${text}`)
}
