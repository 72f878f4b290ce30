import type { Edit, ErrorFrame, Pin, React } from '../frames.ts'
import { backoff } from './backoff.ts'
import { Keeper, type WaitingStore } from './keeper.ts'
import { ACK_TIMEOUT_MS, PASSING, RETRY_DEFAULT_MS } from './sender.ts'

/** Amendments a client holds while they cannot go out; beyond, it refuses to take more. */
export const PENDING_MAX_AMENDMENTS = 100

/** What is done to a message that was said. */
export type Amendment = Edit | React | Pin

export interface AmenderLine {
  transmit: (frame: Amendment) => void
  /** The room does not answer. */
  stuck: () => void
  random: () => number
  /** Every amendment not yet acknowledged, oldest first, after each change. */
  changed: (amendments: readonly Amendment[]) => void
  /** The room will not have it, and it is given up. */
  refused: (amendment: Amendment, code: string) => void
}

/**
 * Puts amendments on the line one at a time, in the order they were made, so that taking a mark away never
 * overtakes putting it there. What the line loses goes out again with its cid.
 */
export class Amender {
  readonly #line: AmenderLine
  readonly #keeper: Keeper<Amendment>
  #waiting: readonly Amendment[] = []
  #live = false
  #inFlight: string | undefined
  #refusals = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param store where they outlive the page; they live as long as it when left out */
  constructor(line: AmenderLine, store?: WaitingStore<Amendment>) {
    this.#line = line
    this.#keeper = new Keeper(store)
  }

  /** Brings back what an earlier page left unacknowledged, ahead of what was done since. */
  async restore(): Promise<void> {
    const older = await this.#keeper.left(() => this.#waiting)
    if (older.length === 0) return
    this.#replace([...older, ...this.#waiting])
    this.#stir()
  }

  /** @returns whether it was taken; it is not while PENDING_MAX_AMENDMENTS are waiting */
  add(amendment: Amendment): boolean {
    if (this.#waiting.length >= PENDING_MAX_AMENDMENTS) return false
    this.#replace([...this.#waiting, amendment])
    this.#stir()
    return true
  }

  /** The line is live: what waits goes out. */
  open(): void {
    this.#live = true
    this.#stir()
  }

  /** The line is gone, and whether what was in flight arrived is unknown. */
  close(): void {
    this.#live = false
    this.#landed()
  }

  /** @returns whether the cid was one of an amendment */
  acknowledge(cid: string): boolean {
    return this.#remove(cid) !== undefined
  }

  refuse(error: ErrorFrame): void {
    const { cid, code, retryAfter } = error
    if (cid === undefined || cid !== this.#inFlight) return
    if (!PASSING.has(code)) {
      const amendment = this.#remove(cid)
      if (amendment !== undefined) this.#line.refused(amendment, code)
      return
    }
    const more = this.#refusals === 0 ? 0 : backoff(this.#refusals, this.#line.random())
    this.#refusals += 1
    clearTimeout(this.#timer)
    this.#timer = setTimeout(
      () => {
        this.#landed()
        this.#stir()
      },
      (retryAfter ?? RETRY_DEFAULT_MS) + more,
    )
  }

  #stir(): void {
    const [next] = this.#waiting
    if (!this.#live || this.#inFlight !== undefined || next === undefined) return
    this.#inFlight = next.cid
    this.#timer = setTimeout(this.#line.stuck, ACK_TIMEOUT_MS)
    this.#line.transmit(next)
  }

  #remove(cid: string): Amendment | undefined {
    const found = this.#waiting.find(amendment => amendment.cid === cid)
    if (found === undefined) return undefined
    this.#refusals = 0
    if (this.#inFlight === cid) this.#landed()
    this.#replace(this.#waiting.filter(amendment => amendment !== found))
    this.#stir()
    return found
  }

  #replace(amendments: readonly Amendment[]): void {
    this.#waiting = amendments
    this.#line.changed(amendments)
    this.#keeper.save(amendments)
  }

  #landed(): void {
    clearTimeout(this.#timer)
    this.#inFlight = undefined
  }
}
