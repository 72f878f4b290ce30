import { type EmojiTable, replaced, SHORTCODE_MAX_CHARS } from './shortcodes.ts'

/** Emoji in a message that is nothing else, up to which they are shown large. */
export const LARGE_EMOJI_MAX = 6

const ONLY_EMOJI = /^[\s\p{RGI_Emoji}]+$/v
const EMOJI = /\p{RGI_Emoji}/gv
/** Longest body worth looking at: one emoji of a family takes 11 UTF-16 units. */
const LONGEST = LARGE_EMOJI_MAX * 16
const LONGEST_OF_CODES = LARGE_EMOJI_MAX * (SHORTCODE_MAX_CHARS + 4)

/**
 * Whether the message is a handful of emoji and nothing else.
 * @param table once it is here: then they may be written as shortcodes, too
 */
export function isLargeEmoji(body: string, table?: EmojiTable): boolean {
  const isShort = table !== undefined && body.length <= LONGEST_OF_CODES
  const shown = isShort ? replaced(body, table) : body
  if (shown.length > LONGEST || !ONLY_EMOJI.test(shown)) return false
  const emoji = shown.match(EMOJI)?.length ?? 0
  return emoji > 0 && emoji <= LARGE_EMOJI_MAX
}
