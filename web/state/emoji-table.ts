import { EMOJI_GROUPS, type EmojiTable, foundBy } from './shortcodes.ts'

/** An emoji one can choose, and what it is called. */
export interface Choice {
  emoji: string
  name: string
}

/** The emoji one can choose from. */
export interface Choices {
  groups: readonly { name: string; emoji: readonly Choice[] }[]
  search(q: string): readonly Choice[]
}

/** Emoji that a search shows at once. */
const FOUND_MAX = 80

export function choicesIn(table: EmojiTable): Choices {
  const groups = EMOJI_GROUPS.map(name => ({
    name,
    emoji: table.all
      .filter(({ group }) => group === name)
      .map(({ emoji, label }) => ({ emoji, name: label })),
  }))
  return { groups, search: q => found(q, table) }
}

/** By the beginning of a code or a word; of several words, each has to be in it. */
function found(q: string, table: EmojiTable): Choice[] {
  const [first = '', ...more] = q
    .toLowerCase()
    .split(/[\s:]+/)
    .filter(Boolean)
  if (more.length === 0)
    return foundBy(first, table, FOUND_MAX).map(({ emoji, label }) => ({ emoji, name: label }))
  const all = [first, ...more]
  return table.all
    .filter(({ codes, words }) =>
      all.every(begun => [...codes, ...words].some(word => word.startsWith(begun))),
    )
    .slice(0, FOUND_MAX)
    .map(({ emoji, label }) => ({ emoji, name: label }))
}
