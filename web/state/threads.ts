import type { MessageSent } from '../../protocol/events.ts'
import { THREAD_NAMES } from '../../protocol/limits.ts'
import type { HeldMessage } from './held.ts'

/** The message that began a thread, with an answer more in it: who answered last comes first. */
export function withReply(root: HeldMessage, { seq, at, by }: MessageSent): HeldMessage {
  const { replies = 0, by: people = [] } = root.replies ?? {}
  const last = [by, ...people.filter(id => id !== by)].slice(0, THREAD_NAMES)
  return { ...root, replies: { replies: replies + 1, lastSeq: seq, lastAt: at, by: last } }
}
