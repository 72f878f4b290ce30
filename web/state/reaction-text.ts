import type { Reaction } from '../../protocol/rest.ts'

const LIST = new Intl.ListFormat('en')
/** Names beyond which only their number is said. */
const NAMES_MAX = 4

/**
 * How many put an emoji to a message, and who, in words: oneself first.
 * @param names of the first of the others
 */
export function reactionText(
  { emoji, count, mine }: Pick<Reaction, 'emoji' | 'count' | 'mine'>,
  names: readonly string[],
): string {
  const others = count - (mine ? 1 : 0)
  const isWhole = others <= NAMES_MAX && names.length >= others
  const named = names.slice(0, isWhole ? others : NAMES_MAX - 1)
  const left = others - named.length
  const rest = left === 0 ? [] : [left === 1 ? '1 other' : `${left} others`]
  const who = LIST.format([...(mine ? ['You'] : []), ...named, ...rest])
  return `${emoji} ${count}, ${who}`
}
