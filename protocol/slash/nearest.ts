import { COMMAND_WORDS, type CommandName } from './commands.ts'

/** Names that are suggested for one that is not there. */
const SUGGESTIONS_MAX = 3
/** A longer word is no slip of a known one. */
const WORD_MAX_CHARS = 24

/**
 * The commands somebody may have meant: those that begin with the word, and then those a slip away from it, or
 * two where none is nearer. The nearest first.
 */
export function nearestTo(word: string, names: ReadonlySet<CommandName>): CommandName[] {
  const typed = word.toLowerCase()
  if (typed === '' || typed.length > WORD_MAX_CHARS) return []
  const ranked = COMMAND_WORDS.filter(([, name]) => names.has(name))
    .map(([known, name]) => ({ known, name, rank: rankOf(typed, known) }))
    .filter(({ known, rank }) => rank <= slipsIn(typed) && rank < known.length)
    .sort((a, b) => a.rank - b.rank)
  const near = Math.max(1, ranked[0]?.rank ?? 0)
  const meant = ranked.filter(({ rank }) => rank <= near).map(({ name }) => name)
  return [...new Set(meant)].slice(0, SUGGESTIONS_MAX)
}

/** Below one for what begins with it, the least left out first. */
function rankOf(typed: string, known: string): number {
  if (known.startsWith(typed)) return (known.length - typed.length) / (WORD_MAX_CHARS + 1)
  return slipsBetween(typed, known)
}

/** In short words one slip makes another word. */
function slipsIn(word: string): number {
  return word.length <= 3 ? 1 : 2
}

/**
 * How many letters were left out, added, mistaken, or changed places with their neighbour
 * (https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance, optimal string alignment).
 */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1
      const least = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + other)
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(isSwapped ? Math.min(least, at(before, j - 2) + 1) : least)
    }
    before = above
    above = row
  }
  return at(above, b.length)
}

function at(row: readonly number[], i: number): number {
  return row[i] ?? Number.POSITIVE_INFINITY
}
