import type { Beginning } from '../../protocol/client/room-client.ts'
import type { Welcome } from '../../protocol/frames.ts'
import type { Held } from './held.ts'
import { newSince, type Timeline } from './timeline.ts'

/** What a person had not read when they came, or came back: everything behind `after`, up to `upTo`. */
export interface Unread {
  after: number
  upTo: number
}

/**
 * What was unread at a welcome; null where there is nothing, and for whom it is the first time: to them all of it is
 * new. A room that keeps no marks is asked from where it was read on.
 */
export function unreadAt(
  { mark, head }: Pick<Welcome, 'mark' | 'head'>,
  beginning: Beginning,
): Unread | null {
  if (beginning.kind === 'reset') return null
  const handed = beginning.kind === 'gap' ? beginning.after : 0
  const after = mark === undefined || mark.read === 0 ? handed : mark.read
  return after > 0 && after < head ? { after, upTo: head } : null
}

/**
 * What is unread once this has come while nobody looked. It begins with the first message of others, unless there was
 * something before it that has not been read either.
 * @param read the seq up to which the person has read
 */
export function unreadAfter(
  unread: Unread | null,
  events: readonly Held[],
  { read, me }: { read: number; me: string },
): Unread | null {
  // What comes late may have been read on another device.
  const first = events.find(event => event.seq > read && isNews(event, me))
  const upTo = events.at(-1)?.seq
  if (first === undefined || upTo === undefined) return unread
  const after = unread !== null && read < unread.upTo ? unread.after : first.seq - 1
  return { after, upTo }
}

/** What is left of it once everything up to `read` was read on another device. */
export function unreadBeyond(unread: Unread | null, read: number): Unread | null {
  if (unread === null || read <= unread.after) return unread
  return read < unread.upTo ? { ...unread, after: read } : null
}

function isNews(event: Held, me: string): boolean {
  return event.type === 'message.sent' && event.by !== me && event.thread === undefined
}

/** Whether what is loaded reaches back to what was read. */
export function isReached(
  { after }: Unread,
  { before, elsewhere }: Pick<Timeline, 'before' | 'elsewhere'>,
): boolean {
  // A window elsewhere may end before it.
  if (elsewhere !== null && elsewhere.after <= after) return false
  return before === null || before <= after + 1
}

/** How many messages of others it is, as far as they are loaded, and whether there may be more. */
export function unreadCount(
  unread: Unread,
  timeline: Timeline,
  me: string,
): { count: number; isMore: boolean } {
  const later = newSince(timeline, unread.upTo, me)
  const count = newSince(timeline, unread.after, me) - later
  return { count, isMore: !isReached(unread, timeline) }
}

export function unreadText({ count, isMore }: { count: number; isMore: boolean }): string {
  return count === 1 && !isMore ? '1 new message' : `${count}${isMore ? '+' : ''} new messages`
}
