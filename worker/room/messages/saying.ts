import type { MessageSent, MessageStyle } from '../../../protocol/events.ts'
import type { Written } from '../batch.ts'
import type { Meta } from '../meta.ts'
import type { Pace } from '../pace.ts'
import { callsIn, type SpeakingParts } from '../speaking.ts'
import type { Disappearing } from './disappearing.ts'
import type { Messages } from './messages.ts'

/** A message that has no place yet. */
export type Unplaced = Omit<MessageSent, 'seq' | 'id' | 'at'>

/** What somebody wants to say, under their own id for it. */
export interface Words {
  cid: string
  body: string
  style?: MessageStyle | undefined
}

/** What a message refers to: the one it answers, and the one whose thread it stands in. */
export interface Context {
  replyTo?: number
  thread?: number
  root?: MessageSent
}

/** What it takes to make a message of words. */
export interface SayingParts extends SpeakingParts {
  meta: Pick<Meta, 'room'>
  messages: Pick<Messages, 'threads'>
  pace: Pick<Pace, 'spoke' | 'wait'>
  disappearing: Pick<Disappearing, 'add'>
}

/** The message that words are, by themselves. */
export function plain(by: string, { cid, body, style }: Words, context: Context): Unplaced {
  const { replyTo, thread } = context
  return {
    type: 'message.sent',
    by,
    cid,
    body,
    ...(style && { style }),
    ...(replyTo !== undefined && { replyTo }),
    ...(thread !== undefined && { thread }),
  }
}

/**
 * The message that words are in this room: with whom they call, and when it will disappear.
 * @param now milliseconds since 1970
 * @returns undefined when it names more people than one message may
 */
export function message(
  parts: SayingParts,
  by: string,
  words: Words,
  context: Context,
  now: number,
): Unplaced | undefined {
  const calls = callsIn(parts, by, words.body)
  if (calls === undefined) return undefined
  const { disappearAfterMs } = parts.meta.room.settings
  return {
    ...plain(by, words, context),
    ...calls,
    ...(disappearAfterMs !== null && { expiresAt: now + disappearAfterMs }),
  }
}

/**
 * What is written with a message: when somebody spoke, in a room that takes its time; that a thread has an answer
 * more; that it will disappear. Most are written alone, which costs the room least.
 */
export function written(
  { meta, messages, pace, disappearing }: SayingParts,
  draft: Unplaced,
  root: MessageSent | undefined,
  now: number,
): Written {
  const isPaced = meta.room.settings.slowModeMs !== 0
  const { by, expiresAt } = draft
  if (!isPaced && root === undefined && expiresAt === undefined) return { draft }
  return {
    draft,
    alongside: event => {
      if (event.type !== 'message.sent') return
      if (isPaced) pace.spoke(by, now)
      if (root !== undefined) messages.threads.replied(root, event)
      if (expiresAt !== undefined) disappearing.add(event.seq, by, expiresAt)
    },
  }
}
