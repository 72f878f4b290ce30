import { isRetelling, type RoomEvent } from '../../protocol/events.ts'
import type { Alarms } from '../objects/alarms.ts'
import { Backoff } from './backoff.ts'
import type { Log } from './log.ts'
import type { Messages } from './messages/messages.ts'
import type { Meta } from './meta.ts'
import type { OutboxParts } from './outbox.ts'

const DAY_MS = 24 * 3_600_000
/** Milliseconds between two looks at least: nobody minds a message that is kept an hour longer. */
const LOOK_MS = 3_600_000
/** Events that Postgres forgets in one round trip. */
const ARCHIVE_EVENTS = 2_000

export interface RetentionParts {
  log: Log
  meta: Meta
  messages: Pick<Messages, 'expire'>
  alarms: Pick<Alarms, 'ensure'>
  /** Takes what was said out of Postgres, from one seq up to another. Throws what `run` throws. */
  expire: (roomId: string, from: number, to: number) => Promise<void>
  clock: () => number
  random: () => number
  warn: OutboxParts['warn']
}

/**
 * Forgets what was said too long ago, in rooms that keep messages for some days. From the moment it is too
 * old nobody is told of it; then the log lets go of it, and Postgres, a bounded piece at each alarm.
 */
export class Retention {
  readonly #parts: RetentionParts
  readonly #backoff: Backoff
  #lookedAt = Number.NEGATIVE_INFINITY
  #days: number | undefined

  constructor(parts: RetentionParts) {
    this.#parts = parts
    this.#backoff = new Backoff(parts.random)
  }

  /** Events as they may be told: they keep their place and lose what they said. */
  masked<E extends RoomEvent>(events: E[]): E[] {
    const { expired } = this.#parts.meta
    if (expired === 1) return events
    return events.map(event => {
      if (event.seq < expired) return silent(event)
      if (!isRetelling(event)) return event
      // What is told anew is as old as it was.
      return { ...event, messages: event.messages.filter(({ seq }) => seq >= expired) }
    })
  }

  /** There may be something to forget: sees to it that it will be, and that the next is in time. */
  wake(): void {
    const { log, meta, alarms, clock } = this.#parts
    const { retentionDays } = meta.room.settings
    if (meta.forgotten < this.#end) alarms.ensure(clock())
    if (retentionDays === null) return
    const oldest = log.after(Math.max(meta.expired, meta.base) - 1, 1)[0]
    if (oldest === undefined) return
    alarms.ensure(Math.max(clock() + LOOK_MS, oldest.at + retentionDays * DAY_MS))
  }

  /** Does the next piece. Never throws. */
  async step(): Promise<void> {
    const { alarms, clock, warn } = this.#parts
    try {
      this.#expire()
      const until = this.#backoff.until(clock())
      if (until !== undefined) return alarms.ensure(until)
      await this.#forget()
      this.#backoff.succeeded()
      this.wake()
    } catch (error) {
      alarms.ensure(this.#backoff.failed(clock()))
      warn('retention.retry', { failures: this.#backoff.failures, error })
    }
  }

  /** What is too old from now on. It is kept longer again, and what is gone stays gone. */
  #expire(): void {
    const { log, meta, messages, clock } = this.#parts
    const { retentionDays } = meta.room.settings
    if (retentionDays === null || !this.#isLookDue(retentionDays)) return
    const expired = log.seqAt(clock() - retentionDays * DAY_MS, meta.base)
    if (expired > meta.expired) {
      meta.expired = expired
      messages.expire(expired)
      // What is in memory was read before.
      log.forgetTail()
    }
    const to = this.#end
    if (to <= meta.base) return
    const from = meta.base
    meta.base = to
    log.letGo(from, to)
  }

  /** A busy room has an alarm each second, and nothing grows too old so fast; a new rule holds at once. */
  #isLookDue(days: number): boolean {
    const now = this.#parts.clock()
    const isDue = days !== this.#days || Math.abs(now - this.#lookedAt) >= LOOK_MS
    if (isDue) this.#lookedAt = now
    this.#days = days
    // What could not be let go of then may be by now.
    return isDue || this.#parts.meta.base < this.#end
  }

  /** The seq before which the log and Postgres can let go: what is on its way there has to arrive first. */
  get #end(): number {
    const { expired, watermark } = this.#parts.meta
    return Math.min(expired, watermark + 1)
  }

  async #forget(): Promise<void> {
    const { meta, expire } = this.#parts
    const { forgotten } = meta
    if (forgotten >= this.#end) return
    const to = Math.min(this.#end, forgotten + ARCHIVE_EVENTS)
    await expire(meta.room.id, forgotten, to)
    meta.forgotten = to
  }
}

function silent<E extends RoomEvent>(event: E): E {
  if (event.type === 'message.sent') return { ...event, body: '' }
  if (isRetelling(event)) return { ...event, messages: [] }
  return event
}
