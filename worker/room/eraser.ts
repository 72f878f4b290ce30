import { erasedFrom } from '../../protocol/erased.ts'
import type { Alarms } from '../objects/alarms.ts'
import { Backoff } from './backoff.ts'
import type { Erasure, Erasures } from './erasures.ts'
import type { Log } from './log.ts'
import type { Messages } from './messages/messages.ts'
import type { Meta } from './meta.ts'
import type { OutboxParts } from './outbox.ts'

/** Events that Postgres looks through in one round trip. */
const ARCHIVE_EVENTS = 2_000

/** Part of a room's events in Postgres: those from `from` and before `to`. */
export interface Stretch {
  userId: string
  purged: boolean
  from: number
  to: number
}

export interface EraserParts {
  erasures: Erasures
  log: Log
  meta: Pick<Meta, 'watermark' | 'room'>
  messages: Pick<Messages, 'purge'>
  alarms: Pick<Alarms, 'ensure' | 'renew'>
  /** Erases somebody from part of what Postgres has. Throws what `run` in store/client.ts throws. */
  erase: (roomId: string, stretch: Stretch) => Promise<void>
  clock: () => number
  random: () => number
  warn: OutboxParts['warn']
}

/**
 * Takes people who have deleted their account out of what the room has written, a bounded piece at each
 * alarm. How far it has come is written with each piece, so it goes on wherever the object was
 * evicted; a piece done twice changes nothing.
 */
export class Eraser {
  readonly #parts: EraserParts
  readonly #backoff: Backoff

  constructor(parts: EraserParts) {
    this.#parts = parts
    this.#backoff = new Backoff(parts.random)
  }

  /** There may be something to do: sees to it that it will be done. */
  wake(): void {
    const { alarms, clock, erasures } = this.#parts
    if (erasures.unfinished !== undefined) alarms.ensure(clock())
  }

  /**
   * Somebody is to be taken out, or was to be before: sees to it, though an alarm was lost.
   * @returns whether nothing of them is left to do
   */
  resume(userId: string): boolean {
    const { alarms, clock, erasures, log } = this.#parts
    const erasure = erasures.of(userId)
    if (erasure === undefined || erasure.stage === 'done') return true
    // What is in memory was read before.
    log.forgetHead()
    alarms.renew(clock())
    return false
  }

  /** Does the next piece. Never throws. */
  async step(): Promise<void> {
    const { alarms, clock, erasures, warn } = this.#parts
    const erasure = erasures.unfinished
    if (erasure === undefined) return
    const until = this.#backoff.until(clock())
    if (until !== undefined) return alarms.ensure(until)
    try {
      await this.#piece(erasure)
      this.#backoff.succeeded()
    } catch (error) {
      alarms.ensure(this.#backoff.failed(clock()))
      warn('eraser.retry', { failures: this.#backoff.failures, error })
    }
  }

  async #piece(erasure: Erasure): Promise<void> {
    if (erasure.stage === 'log') {
      this.#rewrite(erasure)
      this.wake()
    } else if (this.#parts.meta.watermark >= erasure.until) {
      await this.#eraseArchive(erasure)
      this.wake()
    }
    // Otherwise the outbox has the alarm. What it may have under way was read before the log was
    // rewritten, and must have arrived before Postgres is gone through.
  }

  #rewrite(erasure: Erasure): void {
    const { erasures, messages, log } = this.#parts
    const { userId, purged, until, next: from } = erasure
    if (purged && from === 0) messages.purge(userId)
    const next = log.rewrite(from, until, userId, event => erasedFrom(event, userId, purged))
    erasures.put(
      next === undefined ? { ...erasure, stage: 'archive', next: 1 } : { ...erasure, next },
    )
  }

  async #eraseArchive(erasure: Erasure): Promise<void> {
    const { erase, erasures, meta } = this.#parts
    const { userId, purged, until, next: from } = erasure
    const to = from + ARCHIVE_EVENTS
    await erase(meta.room.id, { userId, purged, from, to })
    const stage = to > until ? 'done' : 'archive'
    erasures.put({ ...erasure, stage, next: to })
  }
}
