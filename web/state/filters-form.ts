import { FILTER_MAX_CHARS, FILTERS_MAX } from '../../protocol/limits.ts'
import { filtersSchema } from '../../protocol/rest.ts'

/** The words of a text that has one in each line, each once, whatever its case. */
export function wordsIn(text: string): string[] {
  const words = text
    .split(/[\n,]/u)
    .map(word => word.trim())
    .filter(word => word !== '')
  return [...new Map(words.map(word => [word.toLowerCase(), word])).values()]
}

export function mistakesInFilters({ words }: { words: string }): { words?: string } {
  const found = wordsIn(words)
  if (filtersSchema.safeParse({ words: found }).success) return {}
  return {
    words:
      found.length > FILTERS_MAX
        ? `At most ${FILTERS_MAX} words.`
        : `At most ${FILTER_MAX_CHARS} characters in each.`,
  }
}
