/** Attempts a client may make at once, and milliseconds until it may make one more. */
export const RETRY_BURST = 10
export const RETRY_EVERY_MS = 3_000

/**
 * How many connections may be tried in all: backoff spaces the attempts of one outage, this bounds
 * those that a flapping network or a person at the button asks for on top
 * (https://sre.google/sre-book/addressing-cascading-failures/, "retry budget").
 */
export class RetryBudget {
  #left = RETRY_BURST
  #countedAt = 0

  /** Milliseconds until an attempt may be made; 0 when now. `now` is milliseconds since 1970. */
  wait(now: number): number {
    this.#refill(now)
    return this.#left >= 1 ? 0 : Math.ceil((1 - this.#left) * RETRY_EVERY_MS)
  }

  /** An attempt is made. */
  spend(now: number): void {
    this.#refill(now)
    this.#left = Math.max(0, this.#left - 1)
  }

  /** A clock that stepped back brings nothing; nor does it hold anything up. */
  #refill(now: number): void {
    const passed = Math.max(0, now - this.#countedAt)
    this.#left = Math.min(RETRY_BURST, this.#left + passed / RETRY_EVERY_MS)
    this.#countedAt = now
  }
}
