import type { Delivered, Live, Mark, Read, Welcome } from '../frames.ts'
import { RECEIPT_SPACING_MS, RECEIPTS_MEMBERS } from '../limits.ts'

/** How much longer marks may take in a room where nobody is told of them live. */
export const UNSEEN_FACTOR = 5

export interface OwnMarkLine {
  transmit: (frame: Read | Delivered) => void
  /** A number in [0, 1), for the jitter. */
  random: () => number
  /** The room has said how far one has read, on any device. */
  moved: (mark: Mark) => void
}

/**
 * How far one has read, and how far the room has arrived here, as far as the room has to be told. Said seldom, and
 * at no moment that many share: a message reaches a thousand readers at once.
 */
export class OwnMark {
  readonly #line: OwnMarkLine
  #me = ''
  #read = 0
  #delivered = 0
  /** What the room knows; undefined while there is no line, or to a room that does not keep marks. */
  #known: { read: number; delivered: number } | undefined
  /** What the last welcome said of it. */
  #welcome: Mark | undefined
  /** Whether others are told of it as it moves. */
  #isSeen = false
  #spacing = RECEIPT_SPACING_MS
  #saidAt = Number.NEGATIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(line: OwnMarkLine) {
    this.#line = line
  }

  /** Whether the room last said anything of marks. One that does not knows none of these frames. */
  get isKept(): boolean {
    return this.#welcome !== undefined
  }

  welcomed({ me, mark, memberCount }: Welcome): void {
    this.#me = me
    this.#welcome = mark
    this.#isSeen = (memberCount ?? Number.POSITIVE_INFINITY) <= RECEIPTS_MEMBERS
    if (mark !== undefined) this.#line.moved(mark)
  }

  /** The line is live. */
  open(): void {
    const welcome = this.#welcome
    this.#known = welcome && { read: welcome.read, delivered: welcome.delivered }
    this.#spacing = this.#isSeen ? RECEIPT_SPACING_MS : UNSEEN_FACTOR * RECEIPT_SPACING_MS
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

  /** Everything up to `seq` has arrived here: said only where that is told to anybody. */
  delivered(seq: number): void {
    if (!this.#isSeen) return
    this.#delivered = Math.max(this.#delivered, seq)
    this.#stir()
  }

  /** Another device of one's own may have come further. */
  told({ receipts }: Live): void {
    const own = receipts?.find(({ id }) => id === this.#me)
    if (own === undefined) return
    if (this.#known !== undefined)
      this.#known = {
        read: Math.max(own.read, this.#known.read),
        delivered: Math.max(own.delivered, this.#known.delivered),
      }
    this.#line.moved(own)
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
