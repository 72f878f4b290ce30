import { Histogram } from './histogram.ts'

/** What is counted while a load runs. Times are milliseconds from when a message was meant to be sent. */
export class Measure {
  readonly delivery = new Histogram()
  readonly ack = new Histogram()
  readonly lag = new Histogram()
  /** Deliveries that arrived within the window, whenever they were sent. */
  deliveries = 0
  /** Deliveries compared letter by letter, over the whole load. */
  verified = 0
  refused = 0
  readonly #from: number
  readonly #to: number

  /** @param from the window's begin and `to` its end, on the clock of `performance.now()` */
  constructor(from: number, to: number) {
    this.#from = from
    this.#to = to
  }

  /** One socket got a frame of messages that were due at these moments. */
  delivered(dues: Float64Array, now: number): void {
    this.verified += dues.length
    if (now >= this.#from && now < this.#to) this.deliveries += dues.length
    for (const due of dues) if (this.#isOfWindow(due)) this.delivery.add(now - due)
  }

  acknowledged(due: number, now: number): void {
    if (this.#isOfWindow(due)) this.ack.add(now - due)
  }

  /** The generator itself was late by this much. */
  sent(due: number, now: number): void {
    if (this.#isOfWindow(due)) this.lag.add(now - due)
  }

  #isOfWindow(due: number): boolean {
    return due >= this.#from && due < this.#to
  }
}
