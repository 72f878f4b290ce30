import type { Room, RoomEvent } from '../../protocol/events.ts'
import { isPermanent, OUTBOX_RETRY_CAP_MS } from '../domain/outbox-policy.ts'
import type { Alarms } from '../objects/alarms.ts'
import { QueryFailed, UniqueViolation } from '../store/client.ts'
import type { Poison } from '../store/room-record.ts'
import { Backoff } from './backoff.ts'
import type { Log } from './log.ts'
import type { Meta } from './meta.ts'
import type { Quarantine } from './quarantine.ts'
import type { Registration } from './registration.ts'

/** Milliseconds that events gather before they go to Postgres. */
export const OUTBOX_DELAY_MS = 1_000
/** Events of one round trip to Postgres: some hundred kB at most bodies, well below its limits. */
export const OUTBOX_BATCH_EVENTS = 500
/** Events of one round trip after several that failed. */
const OUTBOX_LEAST_EVENTS = 50
/** Refused events that the audit is told of after one drain. */
const REPORT_BATCH_EVENTS = 20

/** Where the room's events are kept for good. Throws what `run` in store/client.ts throws. */
export interface RoomRecord {
  /** @param memberCount how many belong to the room now */
  write(room: Room, events: readonly RoomEvent[], memberCount: number): Promise<void>
  /** Leaves word in the audit of what it refused. */
  report(room: Room, poison: readonly Poison[]): Promise<void>
}

export interface OutboxParts {
  log: Log
  meta: Meta
  alarms: Pick<Alarms, 'ensure'>
  quarantine: Quarantine
  record: RoomRecord
  registration: Pick<Registration, 'undrained' | 'quarantined'>
  /** How many belong to the room now. */
  memberCount: () => number
  clock: () => number
  random: () => number
  warn: (event: string, fields: Record<string, unknown>) => void
}

/**
 * Carries the log to Postgres: a watermark over the log, moved only when Postgres has answered.
 * Writes are idempotent, so an answer that was lost is asked for again.
 */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #backoff: Backoff
  #stepping: Promise<boolean> | undefined
  #limit = OUTBOX_BATCH_EVENTS

  constructor(parts: OutboxParts) {
    this.#parts = parts
    this.#backoff = new Backoff(parts.random)
  }

  get isDrained(): boolean {
    return this.#parts.meta.watermark >= this.#parts.log.head
  }

  /** There is something to carry: sees to it that it will be, even if nobody comes back. */
  wake(): void {
    if (this.isDrained) return
    this.#parts.registration.undrained()
    const now = this.#parts.clock()
    this.#parts.alarms.ensure(Math.max(now + OUTBOX_DELAY_MS, this.#backoff.until(now) ?? 0))
  }

  /** At the alarm, whoever that is for: carries what there is, unless it is too soon after a failure. */
  async step(): Promise<void> {
    if (this.#backoff.until(this.#parts.clock()) === undefined) await this.drain()
  }

  /**
   * Carries what is in the log now, or as far as Postgres lets it. What is logged meanwhile waits
   * for the next drain, so that a busy room makes full batches. Never throws.
   */
  async drain(): Promise<void> {
    const target = this.#parts.log.head
    while (this.#parts.meta.watermark < target && (await this.#stepOnce())) {}
    await this.#report()
  }

  /** Tells the audit what was refused. What it did not hear it is told at the next drain. */
  async #report(): Promise<void> {
    const { meta, quarantine, record, warn } = this.#parts
    const poison = quarantine.unaudited(REPORT_BATCH_EVENTS)
    if (poison.length === 0) return
    try {
      await record.report(meta.room, poison)
      quarantine.audited(poison)
      if (poison.length === REPORT_BATCH_EVENTS) this.#parts.alarms.ensure(this.#parts.clock())
    } catch (error) {
      warn('outbox.report', { events: poison.length, error })
      this.#parts.alarms.ensure(this.#parts.clock() + OUTBOX_RETRY_CAP_MS)
    }
  }

  /** One round trip at a time, shared by all who drain. */
  async #stepOnce(): Promise<boolean> {
    this.#stepping ??= this.#step().finally(() => {
      this.#stepping = undefined
    })
    return await this.#stepping
  }

  /** @returns whether to go on */
  async #step(): Promise<boolean> {
    const { log, meta, record, memberCount } = this.#parts
    const events = log.whole(meta.watermark, this.#limit)
    const last = events.at(-1)
    if (last === undefined) return false
    try {
      await record.write(meta.room, events, memberCount())
      this.#backoff.succeeded()
      this.#limit = OUTBOX_BATCH_EVENTS
      // Later events may have been logged meanwhile: only what was sent is done.
      meta.watermark = last.seq
      return true
    } catch (error) {
      return this.#failed(events, error)
    }
  }

  #failed(events: readonly RoomEvent[], error: unknown): boolean {
    const code = sqlState(error)
    if (isPermanent(code)) return this.#bisect(events, code ?? '')
    // It may have been too much for the time a round trip has.
    this.#limit = Math.max(OUTBOX_LEAST_EVENTS, Math.ceil(this.#limit / 2))
    const { clock, warn } = this.#parts
    const now = clock()
    const wait = this.#backoff.failed(now) - now
    warn('outbox.retry', { failures: this.#backoff.failures, wait, code })
    return false
  }

  /** Postgres will never take these rows together: halves them down to the ones at fault. */
  #bisect(events: readonly RoomEvent[], code: string): true {
    const [poison] = events
    if (events.length > 1 || poison === undefined) {
      this.#limit = Math.ceil(events.length / 2)
      return true
    }
    const { meta, quarantine, registration, clock, warn } = this.#parts
    if (quarantine.put(poison.seq, code, clock())) registration.quarantined()
    meta.watermark = poison.seq
    this.#limit = OUTBOX_BATCH_EVENTS
    warn('outbox.quarantine', { seq: poison.seq, code })
    return true
  }
}

function sqlState(error: unknown): string | undefined {
  if (error instanceof UniqueViolation) return '23505'
  return error instanceof QueryFailed ? error.sqlstate : undefined
}
