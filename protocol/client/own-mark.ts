import type { Delivered, Mark, Read } from '../frames.ts'
import { RECEIPT_SPACING_MS } from '../limits.ts'

/** How much longer marks may take in a room where nobody is told of them live. */
export const UNSEEN_FACTOR = 5

export interface OwnMarkLine {
  transmit: (frame: Read | Delivered) => void
  /** A number in [0, 1), for the jitter. */
  random: () => number
}

/**
 * How far one has read, and how far the room has arrived here, as far as the room has to be told. Said seldom, and
 * at no moment that many share: a message reaches a thousand readers at once.
 */
export class OwnMark {
  readonly #line: OwnMarkLine
  #read = 0
  #delivered = 0
  /** What the room knows; undefined while there is no line, or to a room that does not keep marks. */
  #known: { read: number; delivered: number } | undefined
  #spacing = RECEIPT_SPACING_MS
  #saidAt = Number.NEGATIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(line: OwnMarkLine) {
    this.#line = line
  }

  /** The line is live. @param isSeen whether others are told of it as it moves */
  open(known: Mark | undefined, isSeen: boolean): void {
    this.#known = known && { read: known.read, delivered: known.delivered }
    this.#spacing = isSeen ? RECEIPT_SPACING_MS : UNSEEN_FACTOR * RECEIPT_SPACING_MS
    this.#stir()
  }

  /** The line is gone, and whether what was said last arrived is unknown. */
  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#known = undefined
  }

  /** Everything up to `seq` was read. It never falls. */
  read(seq: number): void {
    this.#read = Math.max(this.#read, seq)
    this.#stir()
  }

  delivered(seq: number): void {
    this.#delivered = Math.max(this.#delivered, seq)
    this.#stir()
  }

  /** Another device of one's own has come as far as this. */
  heard({ read, delivered }: Mark): void {
    if (this.#known === undefined) return
    this.#known = {
      read: Math.max(read, this.#known.read),
      delivered: Math.max(delivered, this.#known.delivered),
    }
  }

  /** Says now what waits. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const known = this.#known
    if (known === undefined) return
    if (this.#read > known.read) {
      this.#line.transmit({ type: 'read', seq: this.#read })
      known.read = this.#read
      known.delivered = Math.max(known.delivered, this.#read)
      this.#saidAt = Date.now()
    }
    if (this.#delivered > known.delivered) {
      this.#line.transmit({ type: 'delivered', seq: this.#delivered })
      known.delivered = this.#delivered
      this.#saidAt = Date.now()
    }
  }

  /** The history is another one: what was read of the last says nothing of it. */
  forget(): void {
    this.#read = this.#delivered = 0
  }

  #stir(): void {
    if (this.#known === undefined || this.#timer !== undefined) return
    const { read, delivered } = this.#known
    if (this.#read <= read && this.#delivered <= delivered) return
    const apart = Math.max(0, this.#saidAt + this.#spacing - Date.now())
    const jitter = (this.#line.random() * this.#spacing) / 2
    // Bounded: a clock that stepped back would put it off by as much.
    this.#timer = setTimeout(() => this.flush(), Math.min(apart, this.#spacing) + jitter)
  }
}
