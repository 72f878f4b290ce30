import type { Seat } from '../subjects/subject.ts'
import type { Dialect, Dialogue, Position, Told } from './dialects/dialect.ts'
import type { Measure } from './measure.ts'
import { RawSocket } from './raw-socket.ts'
import type { Script } from './script.ts'
import type { Reader, Stream } from './stream.ts'

/** What a client takes part in while a load runs. */
export interface Scene {
  stream: Stream
  script: Script
  measure: Measure
}

/** What the server told when it took a socket in. */
export interface Welcome {
  told: Told[]
  position: Position
}

/** One person at one socket. */
export class Client implements Reader {
  readonly index: number
  readonly seat: Seat
  position = 0
  readonly #dialogue: Dialogue
  readonly #socket: RawSocket
  readonly #welcome = Promise.withResolvers<Welcome>()
  readonly #fail: (reason: string) => void
  #heartbeat: ReturnType<typeof setInterval> | undefined
  #scene: Scene | undefined
  #isLeaving = false

  /** @param fail is told of whatever must not happen; a run that hears of it is worth nothing */
  constructor(
    index: number,
    seat: Seat,
    dialect: Dialect,
    fail: (reason: string) => void,
    since?: Position,
  ) {
    this.index = index
    this.seat = seat
    this.#fail = fail
    this.#dialogue = dialect(seat, since)
    this.#socket = new RawSocket(
      { url: this.#dialogue.url, headers: seat.headers },
      {
        open: () => this.#opened(),
        text: payload => this.#heard(payload),
        close: reason => this.#closed(reason),
      },
    )
  }

  /** Settles when the server has taken the socket in. */
  get welcome(): Promise<Welcome> {
    return this.#welcome.promise
  }

  get bytes(): number {
    return this.#socket.received
  }

  enter(scene: Scene): void {
    this.#scene = scene
    this.position = 0
  }

  say(n: number): void {
    const script = this.#scene?.script
    if (script !== undefined) this.#socket.send(this.#dialogue.send(script.cid(n), script.body(n)))
  }

  leave(): void {
    this.#isLeaving = true
    clearInterval(this.#heartbeat)
    this.#socket.close()
  }

  #opened(): void {
    const { opening, heartbeat, isGreeted } = this.#dialogue
    if (opening !== undefined) this.#socket.send(opening)
    if (heartbeat !== undefined)
      this.#heartbeat = setInterval(() => this.#socket.send(heartbeat.say), heartbeat.everyMs)
    if (!isGreeted) this.#welcome.resolve({ told: [], position: {} })
  }

  #heard(payload: Buffer): void {
    const { isOwnAck } = this.#dialogue
    const known = this.#scene?.stream.same(this, payload, isOwnAck)
    if (known === undefined) this.#new(payload, isOwnAck)
    else if (known.say !== undefined) this.#socket.send(known.say)
  }

  #new(payload: Buffer, isOwnAck: boolean): void {
    const heard = this.#dialogue.hear(payload.toString())
    switch (heard.kind) {
      case 'ready':
        this.#welcome.resolve(heard)
        break
      case 'messages':
        if (heard.told.length > 0)
          this.#scene?.stream.next(this, payload, heard.told, heard.say, isOwnAck)
        if (heard.say !== undefined) this.#socket.send(heard.say)
        break
      case 'ack':
        this.#acknowledged(heard.cid)
        break
      case 'refused':
        this.#refused(heard.reason)
        break
      case 'asked':
        this.#socket.send(heard.say)
        break
      case 'nothing':
        break
      default:
        heard satisfies never
    }
  }

  #acknowledged(cid: string): void {
    if (this.#scene === undefined) return
    const { script, measure } = this.#scene
    measure.acknowledged(script.dueAt(script.number(cid)), performance.now())
  }

  #refused(reason: string): void {
    if (this.#scene === undefined) this.#fail(`refused: ${reason}`)
    else this.#scene.measure.refused += 1
  }

  #closed(reason: string): void {
    clearInterval(this.#heartbeat)
    if (this.#isLeaving) return
    this.#welcome.reject(new Error(reason))
    this.#welcome.promise.catch(() => {})
    this.#fail(`a socket was lost: ${reason}`)
  }
}
