/** Emoji in a message that is nothing else, up to which they are shown large. */
export const LARGE_EMOJI_MAX = 6

const ONLY_EMOJI = /^[\s\p{RGI_Emoji}]+$/v
const EMOJI = /\p{RGI_Emoji}/gv
/** Longest body worth looking at: one emoji of a family takes 11 UTF-16 units. */
const LONGEST = LARGE_EMOJI_MAX * 16

/** Whether the message is a handful of emoji and nothing else. */
export function isLargeEmoji(body: string): boolean {
  if (body.length > LONGEST || !ONLY_EMOJI.test(body)) return false
  const emoji = body.match(EMOJI)?.length ?? 0
  return emoji > 0 && emoji <= LARGE_EMOJI_MAX
}
