import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import type { Estimate } from './password-strength.ts'

// Large for its lists of passwords and words: only ever loaded by `import()`, when it is needed.

/** Characters looked at: what more would take grows faster than what it tells. */
const JUDGED_CHARS = 40
const zxcvbn = new ZxcvbnFactory({
  dictionary,
  graphs: adjacencyGraphs,
  maxLength: JUDGED_CHARS,
})

/**
 * How many attempts a good guesser needs.
 * @param names what is known of the owner, as it was typed: guessers know it too
 */
export function estimate(password: string, names: readonly string[]): Estimate {
  const known = [...names, PLACE].flatMap(name => [name, ...name.split(/[^\p{L}\p{N}]+/u)])
  const { guessesLog10, feedback } = zxcvbn.check(password, known.filter(Boolean))
  return { guessesLog10, warning: feedback.warning }
}
const PLACE = 'Alcove'
