import type { MessageSent } from '../../protocol/events.ts'
import type { Thread } from '../../protocol/rest.ts'
import { asOf, type Held, type HeldMessage } from './held.ts'
import { revised } from './revisions.ts'

/** A thread as the page holds it. */
export interface HeldThread extends Omit<Thread, 'root'> {
  root: HeldMessage
}

/** Threads as the room told them at `head`. */
export function threadsAt(threads: readonly Thread[], head: number): HeldThread[] {
  return threads.map(({ root, ...rest }) => ({ ...rest, root: { ...root, asOf: head } }))
}

/**
 * Threads after what has happened, those with the newest answers first. One is unread by answers of others, for
 * whoever follows it, since they read it last; whoever answers follows it, and has read it.
 */
export function threadsAfter(
  threads: readonly HeldThread[],
  events: readonly Held[],
  me: string,
): readonly HeldThread[] {
  if (threads.length === 0) return threads
  const roots = revised(
    threads.map(({ root }) => root),
    events,
    me,
  )
  const answers = events.filter(isAnswer)
  const after = threads.map((thread, i) => {
    const root = roots[i]
    if (root?.type !== 'message.sent' || root === thread.root) return thread
    const news = answers.filter(one => one.thread === root.seq && one.seq > asOf(thread.root))
    return { ...news.reduce((left, answer) => withAnswer(left, answer, me), thread), root }
  })
  return after.sort((a, b) => lastOf(b) - lastOf(a))
}

function withAnswer(thread: HeldThread, { by }: MessageSent, me: string): HeldThread {
  if (by === me) return { ...thread, follows: true, unread: 0 }
  return thread.follows ? { ...thread, unread: thread.unread + 1 } : thread
}

/** A page of threads behind those that are here. */
export function withMore(
  threads: readonly HeldThread[],
  page: readonly HeldThread[],
): readonly HeldThread[] {
  const here = new Set(threads.map(({ root }) => root.seq))
  return [...threads, ...page.filter(({ root }) => !here.has(root.seq))]
}

/** With another say in one thread, if it is here. */
export function withThread(
  threads: readonly HeldThread[],
  seq: number,
  change: Partial<Pick<HeldThread, 'follows' | 'unread'>>,
): readonly HeldThread[] {
  return threads.map(thread => (thread.root.seq === seq ? { ...thread, ...change } : thread))
}

/** Threads in which somebody answers that are none of these. */
export function unlisted(threads: readonly HeldThread[], events: readonly Held[]): MessageSent[] {
  const here = new Set(threads.map(({ root }) => root.seq))
  return events.filter(isAnswer).filter(({ thread }) => thread !== undefined && !here.has(thread))
}

/**
 * Whether threads may have fewer answers than before, or more, and so other unread ones, in a way that the room alone
 * can say: an event that removes messages or brings them back does not tell in which threads they stand.
 */
export function mayCountAnew(threads: readonly HeldThread[], events: readonly Held[]): boolean {
  return events.some(event => {
    // What is back may be all the answers of a thread, which is not here without any.
    if (event.type === 'message.restored') return true
    if (event.type === 'member.erased') return event.purged && threads.length > 0
    if (event.type !== 'message.deleted') return false
    const mayHold = (seq: number) => threads.some(one => one.root.seq < seq && seq <= lastOf(one))
    return event.targets.some(mayHold)
  })
}

function isAnswer(event: Held): event is HeldMessage {
  return event.type === 'message.sent' && event.thread !== undefined
}

function lastOf({ root }: HeldThread): number {
  return root.replies?.lastSeq ?? root.seq
}
