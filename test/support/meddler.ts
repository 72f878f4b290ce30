import type { Page, WebSocketRoute } from 'playwright-core'

type Frame = Record<string, unknown> & { type: string }

/** Sits on the sockets of a page, between it and the server. */
export class Meddler {
  /** Closes new sockets with this code as long as it is set. */
  refusing: number | undefined
  /** Answers a frame of the page in the place of the room; undefined lets it through. */
  answer: (frame: Frame) => Frame | undefined = () => undefined
  /** Changes a frame of the room on its way to the page. */
  change: (frame: Frame) => Frame = frame => frame
  readonly #open = new Set<WebSocketRoute>()

  /** Before the page opens a room. */
  static async on(page: Page): Promise<Meddler> {
    const meddler = new Meddler()
    await page.routeWebSocket(/\/socket$/, socket => meddler.#sit(socket))
    return meddler
  }

  async closeAll(code: number): Promise<void> {
    await Promise.all([...this.#open].map(socket => socket.close({ code })))
    this.#open.clear()
  }

  #sit(socket: WebSocketRoute): void {
    if (this.refusing !== undefined) {
      void socket.close({ code: this.refusing })
      return
    }
    this.#open.add(socket)
    const server = socket.connectToServer()
    socket.onMessage(data => {
      const frame = frameOf(data)
      const answer = frame && this.answer(frame)
      if (answer === undefined) server.send(data)
      else socket.send(JSON.stringify(answer))
    })
    server.onMessage(data => {
      const frame = frameOf(data)
      socket.send(frame === undefined ? data : JSON.stringify(this.change(frame)))
    })
  }
}

function frameOf(data: string | Buffer): Frame | undefined {
  const text = String(data)
  return text.startsWith('{') ? JSON.parse(text) : undefined
}
