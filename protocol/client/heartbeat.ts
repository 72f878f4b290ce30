import { PING_INTERVAL_MS, PRESENCE_LEASE_MS } from '../limits.ts'

/** Milliseconds without any frame after a ping before the line counts as dead. */
export const PONG_TIMEOUT_MS = 8_000

/** Notices a line that is open and dead: asks when it has been quiet, gives up when it stays so. */
export class Heartbeat {
  readonly #ping: () => void
  readonly #dead: () => void
  #interval: ReturnType<typeof setInterval> | undefined
  #deadline: ReturnType<typeof setTimeout> | undefined
  #heardAt = 0

  constructor(line: { ping: () => void; dead: () => void }) {
    this.#ping = line.ping
    this.#dead = line.dead
  }

  start(): void {
    this.stop()
    this.heard()
    this.#interval = setInterval(() => this.probe(), PING_INTERVAL_MS)
  }

  stop(): void {
    clearInterval(this.#interval)
    clearTimeout(this.#deadline)
    this.#interval = this.#deadline = undefined
  }

  /** Asks now. Before `start`, the wait for the welcome is deadline enough. */
  probe(): void {
    if (this.#interval === undefined || this.#deadline !== undefined) return
    this.#deadline = setTimeout(() => this.#dead(), PONG_TIMEOUT_MS)
    this.#ping()
  }

  /**
   * Whether the page has slept for so long that the room counts its person as gone: whatever became
   * of the line meanwhile, a new one is quicker than asking. A clock that was set counts as sleep.
   */
  get hasSlept(): boolean {
    return this.#interval !== undefined && Math.abs(Date.now() - this.#heardAt) > PRESENCE_LEASE_MS
  }

  heard(): void {
    this.#heardAt = Date.now()
    clearTimeout(this.#deadline)
    this.#deadline = undefined
  }
}
