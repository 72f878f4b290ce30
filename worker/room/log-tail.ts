import type { RoomEvent } from '../../protocol/events.ts'
import { RESUME_PAGE_EVENTS } from '../../protocol/limits.ts'

/**
 * Events that stay in memory, and at most as many more: what a resume's last page or a newcomer is
 * given. At the longest bodies they are 8 MB of the object's 128.
 */
const TAIL_EVENTS = RESUME_PAGE_EVENTS

/**
 * The newest events of the log, as one run up to its head. A batch of hundreds would be parsed for
 * each socket that comes back and lacks its last event. It may be short or empty at any moment.
 */
export class LogTail {
  #events: RoomEvent[] = []

  /** What was appended just now. */
  push(events: readonly RoomEvent[]): void {
    for (const event of events) this.#events.push(event)
    this.#trim()
  }

  /** What was read, up to the head of the log; without a gap, or it is not taken. */
  hold(events: readonly RoomEvent[]): void {
    const isRun = span(events) === events.length
    if (!isRun || events.length <= this.#events.length) return
    this.#events = [...events]
    this.#trim()
  }

  /** Up to `limit` events after `seq`, oldest first; undefined when it does not reach back there. */
  after(seq: number, limit: number): RoomEvent[] | undefined {
    const first = this.#events[0]
    if (first === undefined || seq < first.seq - 1) return undefined
    const start = seq - first.seq + 1
    return this.#events.slice(start, start + limit)
  }

  clear(): void {
    this.#events = []
  }

  #trim(): void {
    if (this.#events.length > 2 * TAIL_EVENTS) this.#events = this.#events.slice(-TAIL_EVENTS)
  }
}

/** How many seqs there are from the first to the last of these events. */
function span(events: readonly RoomEvent[]): number {
  const [first, last] = [events[0], events.at(-1)]
  return first === undefined || last === undefined ? 0 : last.seq - first.seq + 1
}
