import type { Alarms } from '../objects/alarms.ts'
import { Backoff } from './backoff.ts'
import type { Following, Marks } from './marks.ts'

/** Milliseconds between two times that marks go to Postgres: nobody waits for them there. */
export const MARKS_EVERY_MS = 30_000
/** Marks of one round trip. */
export const MARKS_BATCH = 1_000

export interface MarksOutboxParts {
  marks: Pick<Marks, 'uncarried' | 'carried'>
  alarms: Pick<Alarms, 'ensure'>
  /** Where they are kept for good. Doing it again changes nothing. Throws what `run` in store/client.ts throws. */
  write: (followings: readonly Following[]) => Promise<void>
  /** Whether Postgres knows everybody who belongs: it passes over the marks of others. */
  isReady: () => boolean
  clock: () => number
  random: () => number
  warn: (event: string, fields: Record<string, unknown>) => void
}

/** Carries marks to Postgres, behind the log and seldom: a room is not woken for each reader. */
export class MarksOutbox {
  readonly #parts: MarksOutboxParts
  readonly #backoff: Backoff
  #notBefore = 0

  constructor(parts: MarksOutboxParts) {
    this.#parts = parts
    this.#backoff = new Backoff(parts.random, MARKS_EVERY_MS)
  }

  /** After a long sleep: what was not carried yet, will be. */
  wake(): void {
    if (this.#parts.marks.uncarried(1).length > 0) this.saved()
  }

  /** There is something to carry. */
  saved(): void {
    this.#parts.alarms.ensure(this.#parts.clock() + MARKS_EVERY_MS)
  }

  /** Carries some of them, when it is time. Never throws. */
  async drain(): Promise<void> {
    const { marks, alarms, write, isReady, clock, warn } = this.#parts
    const followings = marks.uncarried(MARKS_BATCH)
    if (followings.length === 0) return
    const now = clock()
    const until = this.#backoff.until(now)
    if (until !== undefined) return alarms.ensure(until)
    // A clock that stepped back must not put it off by as much.
    if (now < this.#notBefore && this.#notBefore - now <= MARKS_EVERY_MS)
      return alarms.ensure(this.#notBefore)
    // The outbox of the log has the alarm until then.
    if (!isReady()) return alarms.ensure(now + MARKS_EVERY_MS)
    try {
      await write(followings)
      marks.carried(followings)
      this.#backoff.succeeded()
      if (followings.length === MARKS_BATCH) alarms.ensure(clock())
      else this.#notBefore = now + MARKS_EVERY_MS
    } catch (error) {
      alarms.ensure(this.#backoff.failed(clock()))
      warn('marks.retry', { marks: followings.length, failures: this.#backoff.failures, error })
    }
  }
}
