/** Microseconds of the finest step; below, times are told apart no further. */
const STEP_US = 10
/** Steps between one power of two and the next: an error of less than 1.6 %. */
const STEPS_LOG2 = 6
const STEPS = 1 << STEPS_LOG2
const BUCKETS = STEPS * 24

/**
 * Counts times by size, so that millions of them cost an addition each and no memory. The buckets
 * widen with the values, as in HdrHistogram.
 */
export class Histogram {
  readonly #counts = new Float64Array(BUCKETS)
  #count = 0
  #max = 0

  get count(): number {
    return this.#count
  }

  /** Milliseconds; 0 of nothing. */
  get max(): number {
    return this.#max
  }

  /** @param ms milliseconds; what is below zero counts as zero */
  add(ms: number): void {
    const index = bucket(ms)
    this.#counts[index] = (this.#counts[index] ?? 0) + 1
    this.#count += 1
    if (ms > this.#max) this.#max = ms
  }

  /** @returns the milliseconds that a share of all times does not exceed; 0 of nothing */
  quantile(share: number): number {
    const rank = Math.max(1, Math.ceil(this.#count * share))
    let seen = 0
    for (let index = 0; index < BUCKETS; index++) {
      seen += this.#counts[index] ?? 0
      if (seen >= rank) return Math.min(this.#max, upperBound(index))
    }
    return this.#max
  }
}

function bucket(ms: number): number {
  const steps = Math.max(0, Math.floor((ms * 1_000) / STEP_US))
  if (steps < STEPS) return steps
  const doublings = 31 - Math.clz32(steps) - STEPS_LOG2
  const index = (doublings + 1) * STEPS + ((steps >>> doublings) - STEPS)
  return Math.min(index, BUCKETS - 1)
}

function upperBound(index: number): number {
  const row = Math.floor(index / STEPS)
  const within = index % STEPS
  const steps = row === 0 ? within + 1 : (STEPS + within + 1) << (row - 1)
  return (steps * STEP_US) / 1_000
}
