import type { MessageSent } from '../../protocol/events.ts'
import { THREAD_NAMES } from '../../protocol/limits.ts'
import type { HeldMessage } from './held.ts'

/** The message that began a thread, with an answer more in it: who answered last comes first. */
export function withReply(root: HeldMessage, { seq, at, by }: MessageSent): HeldMessage {
  const { replies = 0, by: people = [] } = root.replies ?? {}
  const last = [by, ...people.filter(id => id !== by)].slice(0, THREAD_NAMES)
  return { ...root, replies: { replies: replies + 1, lastSeq: seq, lastAt: at, by: last } }
}

/**
 * The same without some of its answers. Who answered last, and when, stays as it was known: that takes the room to
 * say.
 */
export function withoutReplies(root: HeldMessage, gone: readonly HeldMessage[]): HeldMessage {
  const { replies, ...rest } = root
  if (replies === undefined) return root
  const left = replies.replies - gone.length
  return left > 0 ? { ...root, replies: { ...replies, replies: left } } : rest
}

/** The same with answers that are back. */
export function withRepliesBack(root: HeldMessage, back: readonly HeldMessage[]): HeldMessage {
  const { replies } = root
  if (replies === undefined) return back.reduce(withReply, root)
  return { ...root, replies: { ...replies, replies: replies.replies + back.length } }
}
