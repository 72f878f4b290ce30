/** An emoji as people look for it. The first of its codes is what it is called here. */
export interface Emoji {
  emoji: string
  codes: readonly string[]
  label: string
  /** Other words it is found by. */
  words: readonly string[]
  group: EmojiGroup
}

export type EmojiGroup = (typeof EMOJI_GROUPS)[number]
/** In the order in which a picker shows them; the names are Unicode's, shortened. */
export const EMOJI_GROUPS = [
  ...(['Smileys', 'People', 'Nature', 'Food', 'Travel', 'Activities', 'Objects'] as const),
  ...(['Symbols', 'Flags'] as const),
] as const

/** Every emoji, in Unicode's order, and each by its codes. */
export interface EmojiTable {
  all: readonly Emoji[]
  byCode: ReadonlyMap<string, Emoji>
}

export function tableOf(all: readonly Emoji[]): EmojiTable {
  const byCode = new Map(all.flatMap(one => one.codes.map(code => [code, one] as const)))
  return { all, byCode }
}

/** Characters between the colons. */
export const SHORTCODE_MAX_CHARS = 64

const CODE = `:([a-z0-9_+-]{1,${SHORTCODE_MAX_CHARS}}):`
/**
 * Where there is a shortcode: not within a word, nor after a colon that is not another's, so that neither the time nor a path
 * has one.
 */
export const SHORTCODE = `(?<=(?:^|[^\\p{L}\\p{N}_:])(?:${CODE.replace('(', '(?:')})*)${CODE}(?![\\p{L}\\p{N}_])`
const SHORTCODES = new RegExp(SHORTCODE, 'giu')

/** The text with the emoji that its shortcodes name; what names none stays. */
export function replaced(text: string, table: EmojiTable): string {
  return text.replaceAll(
    SHORTCODES,
    (all, code: string) => table.byCode.get(code.toLowerCase())?.emoji ?? all,
  )
}

/** `code` is the one that was found, or the first where a word was. */
export interface FoundEmoji {
  emoji: string
  code: string
  label: string
}

/**
 * Emoji that something begun may mean: those whose code begins so, then those that have a word which does; each in the order
 * of how little is left to type, then in Unicode's.
 * @param prefix without a colon; nothing finds nothing
 */
export function foundBy(prefix: string, table: EmojiTable, limit: number): FoundEmoji[] {
  const begun = prefix.toLowerCase()
  if (begun === '') return []
  const found: (FoundEmoji & { rank: number })[] = []
  for (const one of table.all) {
    const { emoji, label } = one
    const code = shortestFrom(begun, one.codes)
    const word = code ?? shortestFrom(begun, one.words)
    if (word === undefined) continue
    const rank = word.length + (code === undefined ? AFTER_CODES : 0)
    found.push({ emoji, code: code ?? one.codes[0] ?? '', label, rank })
  }
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ emoji, code, label }) => ({ emoji, code, label }))
}

/** More than any code or word has characters. */
const AFTER_CODES = 1_000

function shortestFrom(begun: string, words: readonly string[]): string | undefined {
  let shortest: string | undefined
  for (const word of words)
    if (word.startsWith(begun) && (shortest === undefined || word.length < shortest.length))
      shortest = word
  return shortest
}
