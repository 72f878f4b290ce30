import type { Told } from './dialects/dialect.ts'
import type { Measure } from './measure.ts'
import type { Script } from './script.ts'

/** A frame that everybody in a room gets, as the first of them got it. */
interface Broadcast {
  bytes: Buffer
  dues: Float64Array
  /** Its messages by the client that sent them. */
  own: Map<number, number[]>
  say: string | undefined
}

/** How far one client has read. */
export interface Reader {
  /** Its place among all clients of the generator. */
  readonly index: number
  /** Frames of the stream that it has got. */
  position: number
}

/**
 * The messages of one room during one load, in the order in which its first reader got them. That reader's
 * frames are taken apart and compared with what was sent; everybody else's are compared with
 * those byte by byte, which proves the same at the price of a memcmp.
 */
export class Stream {
  readonly #script: Script
  readonly #measure: Measure
  readonly #senderOf: (n: number) => number
  readonly #broadcasts: Broadcast[] = []
  readonly #seen = new Set<number>()

  constructor(script: Script, measure: Measure, senderOf: (n: number) => number) {
    this.#script = script
    this.#measure = measure
    this.#senderOf = senderOf
  }

  /** Messages that have come. */
  get messages(): number {
    return this.#seen.size
  }

  /** Frames that they came in. */
  get frames(): number {
    return this.#broadcasts.length
  }

  /**
   * Takes a frame that a reader got, if others got the same one in its place.
   * @returns what is to be said back, if anything; or undefined when it is not known yet
   */
  same(reader: Reader, payload: Buffer, isOwnAck: boolean): Broadcast | undefined {
    const broadcast = this.#broadcasts[reader.position]
    if (broadcast === undefined || !broadcast.bytes.equals(payload)) return undefined
    this.#take(reader, broadcast, isOwnAck)
    return broadcast
  }

  /**
   * Takes a frame that nobody has got before.
   * @throws Error when it is not the next thing everybody gets, or not what was sent
   */
  next(
    reader: Reader,
    payload: Buffer,
    told: readonly Told[],
    say: string | undefined,
    isOwnAck: boolean,
  ): void {
    if (reader.position < this.#broadcasts.length)
      throw new Error(`a reader got another frame than the others: ${payload.subarray(0, 200)}`)
    const numbers = told.map(one => this.#verify(one))
    const own = Map.groupBy(numbers, n => this.#senderOf(n))
    const dues = Float64Array.from(numbers, n => this.#script.dueAt(n))
    const broadcast = { bytes: Buffer.from(payload), dues, own, say }
    this.#broadcasts.push(broadcast)
    this.#take(reader, broadcast, isOwnAck)
  }

  #verify({ body }: Told): number {
    const n = this.#script.read(body)
    if (n === undefined) throw new Error(`not what was sent: ${body.slice(0, 200)}`)
    if (this.#seen.has(n)) throw new Error(`came twice: ${body.slice(0, 40)}`)
    this.#seen.add(n)
    return n
  }

  #take(reader: Reader, broadcast: Broadcast, isOwnAck: boolean): void {
    const now = performance.now()
    reader.position += 1
    this.#measure.delivered(broadcast.dues, now)
    if (!isOwnAck) return
    for (const n of broadcast.own.get(reader.index) ?? [])
      this.#measure.acknowledged(this.#script.dueAt(n), now)
  }
}
