/** What a judge says of a password; `warning` is a key of zxcvbn's, or null. */
export interface Estimate {
  guessesLog10: number
  warning: string | null
}

/** The same for people: a step of 1 to 4, how long it would hold, what would make it better. */
export interface Strength {
  step: 1 | 2 | 3 | 4
  words: string
  advice: string
}

export const STRENGTH_STEPS = 4

/** By the guesses of somebody who has stolen the hashes, each of which takes as long as ours do. */
export function strengthOf({ guessesLog10, warning }: Estimate): Strength {
  const { step, words } = LADDER.find(({ below }) => guessesLog10 < below) ?? TOP
  return { step, words, advice: step >= 3 ? '' : adviceOn(warning) }
}

// Powers of ten that are bounds of time at 10⁴ guesses a second: 100 s, a day, a year, a lifetime.
const LADDER: readonly (Pick<Strength, 'step' | 'words'> & { below: number })[] = [
  { below: 6, step: 1, words: 'Guessed within minutes' },
  { below: 8.9, step: 2, words: 'Guessed within hours' },
  { below: 11.5, step: 3, words: 'Guessed within months' },
  { below: 13.5, step: 4, words: 'Takes years to guess' },
]
const TOP = { step: 4, words: 'Takes longer than a lifetime to guess' } as const

const ADD = 'Add a few unrelated words.'
const KEYS = `Neighbouring keys are tried early. ${ADD}`
const REPEATS = `Repeating adds little. ${ADD}`
const DATES = `Dates and years are tried early. ${ADD}`
const COMMON = `Many people have it, so it is tried first. ${ADD}`
const NAMES = `Names are tried early. ${ADD}`
const REASONS: Readonly<Record<string, string>> = {
  straightRow: KEYS,
  keyPattern: KEYS,
  simpleRepeat: REPEATS,
  extendedRepeat: REPEATS,
  sequences: `What follows in order is tried early. ${ADD}`,
  recentYears: DATES,
  dates: DATES,
  topTen: COMMON,
  topHundred: COMMON,
  common: COMMON,
  similarToCommon: `It is close to one that many people have. ${ADD}`,
  namesByThemselves: NAMES,
  commonNames: NAMES,
  userInputs: `Your own names are tried first. ${ADD}`,
}

function adviceOn(warning: string | null): string {
  if (warning === null || !Object.hasOwn(REASONS, warning)) return ADD
  return REASONS[warning] ?? ADD
}
