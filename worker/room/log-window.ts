import type { Log } from './log.ts'
import type { Meta } from './meta.ts'

/** Events that the log lets go of in one go: said one at a time, each is a row written. */
export const LET_GO_MAX_EVENTS = 5_000

/**
 * How much of the log the room holds itself: between `events` and a quarter more, so that a busy
 * room does not let go of something at every alarm.
 */
export class LogWindow {
  readonly #log: Log
  readonly #meta: Meta
  readonly #events: number

  constructor(log: Log, meta: Meta, events: number) {
    this.#log = log
    this.#meta = meta
    this.#events = events
  }

  /** Lets go of what is older than the window. @returns whether there is more of it */
  prune(): boolean {
    const { base, watermark } = this.#meta
    const { head } = this.#log
    if (head - base + 1 <= this.#events * 1.25) return false
    // Only what Postgres has answered for: the watermark is what makes letting go safe.
    const end = Math.min(head - this.#events, watermark) + 1
    const to = Math.min(end, base + LET_GO_MAX_EVENTS)
    if (to <= base) return false
    // In this order: should the second fail, the room holds too much, and nothing has a gap.
    this.#meta.base = to
    this.#log.letGo(base, to)
    return to < end
  }
}
