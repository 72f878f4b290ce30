import type { Typing } from '../frames.ts'
import { TYPING_EXPIRES_MS, TYPING_REPEAT_MS } from '../limits.ts'

/** Says that one is writing: at once, and now and then while that goes on, however fast the fingers are. */
export class Writing {
  readonly #transmit: (frame: Typing) => void
  #saidAt = Number.NEGATIVE_INFINITY
  #thread: number | undefined

  constructor(transmit: (frame: Typing) => void) {
    this.#transmit = transmit
  }

  /** Called with every stroke. @param now milliseconds since 1970 */
  goesOn(thread: number | undefined, now: number): void {
    const isSame = thread === this.#thread
    if (isSame && Math.abs(now - this.#saidAt) < TYPING_REPEAT_MS) return
    this.#saidAt = now
    this.#thread = thread
    this.#transmit({ type: 'typing', on: true, ...(thread !== undefined && { thread }) })
  }

  /** It was given up. What has expired by now need not be taken back. */
  stops(now: number): void {
    if (Math.abs(now - this.#saidAt) < TYPING_EXPIRES_MS)
      this.#transmit({ type: 'typing', on: false })
    this.forget()
  }

  /** It was said, or the line is gone: the others know. */
  forget(): void {
    this.#saidAt = Number.NEGATIVE_INFINITY
    this.#thread = undefined
  }
}
