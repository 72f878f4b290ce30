import { HELLO_TIMEOUT_MS } from '../../protocol/limits.ts'

/**
 * Sockets that have not said hello yet, each with its time running. A timer keeps the object from
 * sleeping, so none outlives the hello it waits for.
 */
export class HelloWatch {
  readonly #timers = new Map<WebSocket, ReturnType<typeof setTimeout>>()
  readonly #overdue: (socket: WebSocket) => void

  constructor(overdue: (socket: WebSocket) => void) {
    this.#overdue = overdue
  }

  expect(socket: WebSocket): void {
    const timer = setTimeout(() => {
      this.#timers.delete(socket)
      this.#overdue(socket)
    }, HELLO_TIMEOUT_MS)
    this.#timers.set(socket, timer)
  }

  /** It has said hello, or has gone. */
  settle(socket: WebSocket): void {
    clearTimeout(this.#timers.get(socket))
    this.#timers.delete(socket)
  }
}
