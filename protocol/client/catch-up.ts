/** Milliseconds for one page to arrive before the line is doubted. */
export const PAGE_TIMEOUT_MS = 15_000
/** Milliseconds before a page is asked for again when the room names no time. */
const ASK_AGAIN_MS = 2_000

/** Reads on, page by page: one request at a time, each with a deadline. */
export class CatchUp {
  readonly #ask: (after: number) => void
  readonly #stuck: () => void
  #asking: number | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(line: { ask: (after: number) => void; stuck: () => void }) {
    this.#ask = line.ask
    this.#stuck = line.stuck
  }

  /** Asks for what follows `after`, unless that is on its way. */
  next(after: number): void {
    if (this.#asking === after) return
    this.stop()
    this.#asking = after
    this.#timer = setTimeout(this.#stuck, PAGE_TIMEOUT_MS)
    this.#ask(after)
  }

  /** The room cannot read the page now; the same one is asked for again. */
  later(retryAfter: number | undefined): void {
    const after = this.#asking
    if (after === undefined) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#asking = undefined
      this.next(after)
    }, retryAfter ?? ASK_AGAIN_MS)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#asking = undefined
  }
}
