import { PRESENCE_COALESCE_MS, PRESENCE_SPACING_MS } from '../../protocol/limits.ts'

export interface SpacedParts {
  /** @returns whether there was anything to do: if not, the next one need not wait */
  act: (now: number) => boolean
  clock: () => number
}

/**
 * Does something a moment after it was asked for, so that what comes together is done together, and not again
 * within PRESENCE_SPACING_MS. There is a timer only while something waits: an armed one keeps an object from
 * sleeping.
 */
export class Spaced {
  readonly #parts: SpacedParts
  #actedAt = Number.NEGATIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: SpacedParts) {
    this.#parts = parts
  }

  soon(): void {
    if (this.#timer !== undefined) return
    const spacing = this.#actedAt + PRESENCE_SPACING_MS - this.#parts.clock()
    // Bounded: a clock that stepped back would put it off by as much.
    const wait = Math.min(Math.max(PRESENCE_COALESCE_MS, spacing), PRESENCE_SPACING_MS)
    this.#timer = setTimeout(() => this.#act(this.#parts.clock()), wait)
  }

  /** The same, at once unless something was done a moment ago. */
  now(now: number): void {
    if (Math.abs(now - this.#actedAt) < PRESENCE_SPACING_MS) this.soon()
    else this.#act(now)
  }

  /** Whatever waits is done now. */
  settle(): void {
    this.#act(this.#parts.clock())
  }

  #act(now: number): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#parts.act(now)) this.#actedAt = now
  }
}
