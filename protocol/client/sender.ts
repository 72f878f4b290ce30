import type { ErrorFrame, Send } from '../frames.ts'
import { backoff } from './backoff.ts'
import type { PendingQueue } from './pending-queue.ts'

/** Milliseconds a send waits for its acknowledgement on a live line before the line is doubted. */
export const ACK_TIMEOUT_MS = 15_000
/** Milliseconds before a refused send is tried again when the room names no time. */
export const RETRY_DEFAULT_MS = 1_000
/** Refusals that pass by themselves: what was refused stays pending and goes out again. */
export const PASSING: ReadonlySet<string> = new Set([
  'rate_limited',
  'slow_mode',
  'overloaded',
  'unavailable',
  'internal',
])

export interface SenderLine {
  transmit: (frame: Send) => void
  /** The room does not answer. */
  stuck: () => void
  random: () => number
}

/**
 * Puts pending sends on the line, one at a time: were two in flight, a refusal of the first (a rate
 * limit, say) would let the second overtake it. What the line loses goes out again with its cid.
 */
export class Sender {
  readonly #queue: PendingQueue
  readonly #transmit: (frame: Send) => void
  readonly #stuck: () => void
  readonly #random: () => number
  #live = false
  #inFlight: string | undefined
  #refusals = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(queue: PendingQueue, line: SenderLine) {
    this.#queue = queue
    this.#random = line.random
    this.#transmit = line.transmit
    this.#stuck = line.stuck
  }

  /** The line is live: what waits goes out. */
  open(): void {
    this.#live = true
    this.stir()
  }

  /** The line is gone, and whether what was in flight arrived is unknown. */
  close(): void {
    this.#live = false
    this.#landed()
  }

  /** The queue has changed from outside: something was written, retried or given up. */
  stir(): void {
    if (this.#inFlight === undefined) this.#next()
  }

  acknowledge(cid: string): void {
    this.#queue.remove(cid)
    this.#refusals = 0
    if (this.#inFlight === cid) this.#landed()
    this.stir()
  }

  refuse(error: ErrorFrame): void {
    if (error.cid === undefined || error.cid !== this.#inFlight) return
    if (PASSING.has(error.code)) {
      // The room's own time first; each further refusal adds to it, as it was not enough.
      const wait = (error.retryAfter ?? RETRY_DEFAULT_MS) + this.#more()
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => {
        this.#landed()
        this.#next()
      }, wait)
      return
    }
    this.#queue.fail(error.cid, error.code)
    this.#landed()
    this.#next()
  }

  #next(): void {
    const send = this.#queue.next
    if (!this.#live || send === undefined) return
    this.#inFlight = send.cid
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#stuck, ACK_TIMEOUT_MS)
    const { cid, body, style, replyTo, thread } = send
    this.#transmit({
      type: 'send',
      cid,
      body,
      ...(style !== undefined && { style }),
      ...(replyTo !== undefined && { replyTo }),
      ...(thread !== undefined && { thread }),
    })
  }

  #more(): number {
    const wait = this.#refusals === 0 ? 0 : backoff(this.#refusals, this.#random())
    this.#refusals += 1
    return wait
  }

  #landed(): void {
    clearTimeout(this.#timer)
    this.#inFlight = undefined
  }
}
