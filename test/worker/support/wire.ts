type FrameOf<F extends { type: string }, T extends F['type']> = Extract<F, { type: T }>

const PATIENCE_MS = 5_000

/** A socket seen from the client's side: every frame that came, in order, and nothing clever. */
export class Wire<F extends { type: string }> {
  readonly socket: WebSocket
  readonly frames: F[] = []
  readonly texts: string[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  readonly #parse: (json: unknown) => F
  #read = 0
  #waiting: (() => void)[] = []

  constructor(socket: WebSocket, parse: (json: unknown) => F) {
    this.socket = socket
    this.#parse = parse
    this.closed = new Promise(resolve => {
      socket.addEventListener('close', event => {
        resolve({ code: event.code, reason: event.reason })
      })
    })
    socket.addEventListener('message', event => this.#heard(String(event.data)))
    socket.accept()
  }

  say(frame: unknown): void {
    this.socket.send(JSON.stringify(frame))
  }

  close(): void {
    this.socket.close(1000)
  }

  /** The next frame of a type, passing over frames of other types. */
  async next<T extends F['type']>(type: T): Promise<FrameOf<F, T>> {
    const until = Date.now() + PATIENCE_MS
    while (true) {
      while (this.#read < this.frames.length) {
        const frame = this.frames[this.#read++]
        if (frame?.type === type) return frame as FrameOf<F, T>
      }
      await this.more(until, `a frame ${type}`)
    }
  }

  /** Waits for what comes next, or throws when it is past `until`: milliseconds since 1970. */
  protected async more(until: number, what: string): Promise<void> {
    const left = until - Date.now()
    if (left <= 0) throw new Error(`no ${what} in time; heard: ${this.texts.join('\n')}`)
    await new Promise<void>(resolve => {
      this.#waiting.push(resolve)
      setTimeout(resolve, Math.min(left, 100))
    })
  }

  #heard(text: string): void {
    this.texts.push(text)
    if (text !== 'pong') this.frames.push(this.#parse(JSON.parse(text)))
    for (const wake of this.#waiting.splice(0)) wake()
  }
}
