import { REACTION_NAMES } from '../../protocol/limits.ts'
import type { Reaction } from '../../protocol/rest.ts'
import type { HeldMessage } from './held.ts'

/** Somebody put an emoji to a message, or took theirs away. */
export interface Mark {
  by: string
  emoji: string
  on: boolean
}

/** A message with a mark more, or less; it keeps the place of the emoji that are there. */
export function withReaction(message: HeldMessage, mark: Mark, me: string): HeldMessage {
  const there = message.reactions ?? []
  const reactions = mark.on ? withMark(there, mark, me) : withoutMark(there, mark, me)
  if (reactions.length > 0) return { ...message, reactions }
  const { reactions: _, ...rest } = message
  return rest
}

function withMark(there: readonly Reaction[], { by, emoji }: Mark, me: string): Reaction[] {
  if (!there.some(one => one.emoji === emoji))
    return [...there, { emoji, count: 1, by: [by], mine: by === me }]
  return there.map(one => {
    if (one.emoji !== emoji) return one
    const people = one.by.length < REACTION_NAMES ? [...one.by, by] : one.by
    return { ...one, count: one.count + 1, by: people, mine: one.mine || by === me }
  })
}

function withoutMark(there: readonly Reaction[], { by, emoji }: Mark, me: string): Reaction[] {
  return there.flatMap(one => {
    if (one.emoji !== emoji) return [one]
    if (one.count <= 1) return []
    const people = one.by.filter(id => id !== by)
    return [{ ...one, count: one.count - 1, by: people, mine: one.mine && by !== me }]
  })
}

/** Whether somebody's own emoji is at a message. */
export function isMine({ reactions }: Pick<HeldMessage, 'reactions'>, emoji: string): boolean {
  return reactions?.some(one => one.emoji === emoji && one.mine) ?? false
}
