import { OUTBOX_RETRY_CAP_MS, retryDelay } from '../domain/outbox-policy.ts'

/**
 * When what has failed may be tried again. One alarm serves all of the room, so it goes off for others before that,
 * and Postgres is not to be asked by each.
 */
export class Backoff {
  readonly #random: () => number
  readonly #leastMs: number
  #failures = 0
  #until = 0

  /** @param leastMs milliseconds between two attempts, besides what is waited longer from failure to failure */
  constructor(random: () => number, leastMs = 0) {
    this.#random = random
    this.#leastMs = leastMs
  }

  /** How often it has failed in a row. */
  get failures(): number {
    return this.#failures
  }

  succeeded(): void {
    this.#failures = 0
    this.#until = 0
  }

  /** @returns when to try again, in milliseconds since 1970 */
  failed(now: number): number {
    this.#failures += 1
    this.#until = now + this.#leastMs + retryDelay(this.#failures, this.#random())
    return this.#until
  }

  /** When it may be tried again, while that is to come. A clock that stepped back puts nothing off by as much. */
  until(now: number): number | undefined {
    const left = this.#until - now
    return left > 0 && left <= this.#leastMs + OUTBOX_RETRY_CAP_MS ? this.#until : undefined
  }
}
