import type { PendingSend } from '../../protocol/client/pending.ts'

/** A thread in which answers wait that the room refused. */
export interface UnsentThread {
  /** The seq of the message that began it. */
  seq: number
  count: number
}

/**
 * Threads with refused answers, in the order in which these were given.
 * @param open the thread before one's eyes, which shows its own
 */
export function unsentThreads(sends: readonly PendingSend[], open?: number): UnsentThread[] {
  const threads = new Map<number, UnsentThread>()
  for (const { state, thread } of sends) {
    if (state !== 'failed' || thread === undefined || thread.seq === open) continue
    const { seq } = thread
    threads.set(seq, { seq, count: (threads.get(seq)?.count ?? 0) + 1 })
  }
  return [...threads.values()]
}

export function unsentText(threads: readonly UnsentThread[]): string {
  const count = threads.reduce((sum, one) => sum + one.count, 0)
  if (count === 1) return 'An answer in a thread was not sent'
  return `${count} answers in ${threads.length === 1 ? 'a thread' : 'threads'} were not sent`
}
