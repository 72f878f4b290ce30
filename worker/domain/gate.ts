/**
 * Lets so many in at a time and turns the rest away. A place is held for a lease at the longest:
 * the runtime drops a request whose client has gone without another word.
 */
export class Gate {
  readonly #capacity: number
  readonly #leaseMs: number
  readonly #inside = new Map<symbol, number>()

  constructor(capacity: number, leaseMs: number) {
    this.#capacity = capacity
    this.#leaseMs = leaseMs
  }

  /** @param now milliseconds since 1970 */
  isFull(now: number): boolean {
    for (const [place, since] of this.#inside) {
      if (now - since >= this.#leaseMs) this.#inside.delete(place)
    }
    return this.#inside.size >= this.#capacity
  }

  /**
   * @param now milliseconds since 1970
   * @returns how to leave, or undefined when it is full
   */
  enter(now: number): (() => void) | undefined {
    if (this.isFull(now)) return undefined
    const place = Symbol('place')
    this.#inside.set(place, now)
    return () => {
      this.#inside.delete(place)
    }
  }
}
