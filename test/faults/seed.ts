/** Numbers that look random and are the same for the same seed (mulberry32, 32 bits of state). */
export class Seed {
  readonly value: number
  #state: number

  constructor(value: number) {
    this.value = value >>> 0
    this.#state = this.value
  }

  /** `FAULT_SEED` when it is set; a fresh one otherwise. Say which when a run fails. */
  static ofRun(): Seed {
    return new Seed(Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 32)))
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from `low` up to and without `high`. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low))
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.between(0, from.length)]
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }

  shuffled<T>(from: readonly T[]): T[] {
    const cards = [...from]
    for (let i = cards.length - 1; i > 0; i--) {
      const j = this.between(0, i + 1)
      const [a, b] = [cards[i], cards[j]]
      if (a !== undefined && b !== undefined) [cards[i], cards[j]] = [b, a]
    }
    return cards
  }
}
