import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Seat } from '../../bench/subjects/subject.ts'

/** Milliseconds until a frame that does not come is given up. */
const PATIENCE_MS = 10_000

/** Somebody who takes a seat and reads frame by frame, as they are on the wire. */
export class Client {
  readonly #socket: WebSocket
  readonly #frames: string[] = []
  #wake: () => void = () => {}

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data, isBinary) => {
      this.#frames.push(isBinary ? '<binary>' : data.toString())
      this.#wake()
    })
  }

  static async take(seat: Seat): Promise<Client> {
    const socket = new WebSocket(seat.url, { headers: seat.headers, perMessageDeflate: false })
    const client = new Client(socket)
    await once(socket, 'open')
    return client
  }

  say(frame: string): void {
    this.#socket.send(frame)
  }

  /** The next frame. */
  async hear(): Promise<string> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const frame = this.#frames.shift()
      if (frame !== undefined) return frame
      if (Date.now() >= deadline) throw new Error('no frame came')
      await this.#woken(deadline - Date.now())
    }
  }

  async hearAll(count: number): Promise<string[]> {
    const frames: string[] = []
    while (frames.length < count) frames.push(await this.hear())
    return frames
  }

  leave(): void {
    this.#socket.terminate()
  }

  #woken(patienceMs: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, patienceMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
