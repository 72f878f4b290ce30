import type { MessageSent, RoomEvent } from '../../../protocol/events.ts'
import { type RoomFrame, roomFrameSchema } from '../../../protocol/frames.ts'

type FrameOf<T extends RoomFrame['type']> = Extract<RoomFrame, { type: T }>

const PATIENCE_MS = 5_000

/** A socket seen from the client's side: everything the room said, in order, and nothing clever. */
export class Line {
  readonly socket: WebSocket
  readonly frames: RoomFrame[] = []
  readonly texts: string[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  #read = 0
  #waiting: (() => void)[] = []

  constructor(socket: WebSocket) {
    this.socket = socket
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

  send(cid: string, body = cid): void {
    this.say({ type: 'send', cid, body })
  }

  close(): void {
    this.socket.close(1000)
  }

  /** The next frame of a type, passing over frames of other types. */
  async next<T extends RoomFrame['type']>(type: T): Promise<FrameOf<T>> {
    const until = Date.now() + PATIENCE_MS
    while (true) {
      while (this.#read < this.frames.length) {
        const frame = this.frames[this.#read++]
        if (frame?.type === type) return frame as FrameOf<T>
      }
      await this.#more(until, `a frame ${type}`)
    }
  }

  /** Waits until the events heard so far satisfy a condition. */
  async until(satisfied: (events: RoomEvent[]) => boolean): Promise<RoomEvent[]> {
    const until = Date.now() + PATIENCE_MS
    while (!satisfied(this.events())) await this.#more(until, 'events')
    return this.events()
  }

  /** Every event heard, in the order it was heard. */
  events(): RoomEvent[] {
    return this.frames.flatMap(frame =>
      frame.type === 'welcome' || frame.type === 'events' ? frame.events : [],
    )
  }

  messages(): MessageSent[] {
    return this.events().filter(event => event.type === 'message.sent')
  }

  #heard(text: string): void {
    this.texts.push(text)
    if (text !== 'pong') this.frames.push(roomFrameSchema.parse(JSON.parse(text)))
    for (const wake of this.#waiting.splice(0)) wake()
  }

  async #more(until: number, what: string): Promise<void> {
    const left = until - Date.now()
    if (left <= 0) throw new Error(`no ${what} in time; heard: ${this.texts.join('\n')}`)
    await new Promise<void>(resolve => {
      this.#waiting.push(resolve)
      setTimeout(resolve, Math.min(left, 100))
    })
  }
}
