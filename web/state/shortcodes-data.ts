import compact from 'emojibase-data/en/compact.json'
import github from 'emojibase-data/en/shortcodes/github.json'
import { EMOJI_GROUPS, type Emoji, type EmojiGroup, tableOf } from './shortcodes.ts'

// Large for its words: only ever loaded by `import()`, when there is a shortcode to be shown or looked for.

/** Unicode's groups by their numbers; the third holds parts of emoji, which are none. */
const GROUPS: readonly (EmojiGroup | undefined)[] = [
  ...EMOJI_GROUPS.slice(0, 2),
  undefined,
  ...EMOJI_GROUPS.slice(2),
]

const CODES: Readonly<Record<string, string | readonly string[]>> = github

export const EMOJI_TABLE = tableOf(
  [...compact].sort((a, b) => (a.order ?? 0) - (b.order ?? 0)).flatMap(one => emojiOf(one)),
)

function emojiOf({ unicode, hexcode, label, tags = [], group }: (typeof compact)[number]): Emoji[] {
  const named = group === undefined ? undefined : GROUPS[group]
  if (named === undefined) return []
  const codes = [CODES[hexcode] ?? codeOf(label)].flat()
  const words = [...new Set([...tags, ...label.toLowerCase().split(/[^\p{L}\p{N}]+/u)])]
  return [{ emoji: plain(unicode), codes, label, words: words.filter(Boolean), group: named }]
}

/** The newest have no code at GitHub yet: it will be much the same. */
function codeOf(label: string): string {
  return label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
}

/** Without the mark that asks for a picture where it is one anyway: that is not how keyboards write it. */
function plain(unicode: string): string {
  const bare = unicode.replaceAll('\ufe0f', '')
  return /^\p{RGI_Emoji}$/v.test(bare) ? bare : unicode
}
