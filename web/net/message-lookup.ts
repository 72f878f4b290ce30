import { MESSAGES_LOOKED_UP_MAX } from '../../protocol/limits.ts'
import { GATHER_MS } from './member-lookup.ts'

/** What is asked for, and whether there is an answer: those that are not in it are not there. */
type Load = (seqs: readonly number[]) => Promise<boolean>

/** Asks for messages that somebody's eye has come to and that are not held, many at once, and each once. */
export class MessageLookup {
  readonly #asked = new Set<number>()
  readonly #load: Load
  #waiting: number[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `load` never throws. What it had no answer for may be asked for again. */
  constructor(load: Load) {
    this.#load = load
  }

  want(seqs: readonly number[]): void {
    const fresh = seqs.filter(seq => !this.#asked.has(seq))
    if (fresh.length === 0) return
    for (const seq of fresh) this.#asked.add(seq)
    this.#waiting.push(...fresh)
    this.#timer ??= setTimeout(() => void this.#ask(), GATHER_MS)
  }

  forget(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting = []
    this.#asked.clear()
  }

  async #ask(): Promise<void> {
    this.#timer = undefined
    const seqs = this.#waiting
    this.#waiting = []
    for (let i = 0; i < seqs.length; i += MESSAGES_LOOKED_UP_MAX) {
      const some = seqs.slice(i, i + MESSAGES_LOOKED_UP_MAX)
      if (!(await this.#load(some))) for (const seq of some) this.#asked.delete(seq)
    }
  }
}
