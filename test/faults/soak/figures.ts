import type { Entry } from '../checker/history.ts'

/** How long events take to Postgres, counted from when the first client was handed them. */
export class OutboxLag {
  readonly #seenAt = new Map<number, number>()
  readonly #lags: number[] = []
  #read = 0
  #carried = 0

  /** @param carried the newest seq in Postgres now */
  sample(history: readonly Entry[], carried: number, now: number): void {
    for (; this.#read < history.length; this.#read++) {
      const entry = history[this.#read]
      if (entry?.kind === 'event' && entry.seq > this.#carried && !this.#seenAt.has(entry.seq))
        this.#seenAt.set(entry.seq, entry.at)
    }
    for (; this.#carried < carried; this.#carried++) {
      const at = this.#seenAt.get(this.#carried + 1)
      this.#seenAt.delete(this.#carried + 1)
      if (at !== undefined) this.#lags.push(now - at)
    }
  }

  get milliseconds(): readonly number[] {
    return this.#lags
  }
}

/** @param share from 0 to 1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Memory of one process of the runtime at one moment. */
export interface MemorySample {
  pid: number
  at: number
  bytes: number
}

/** Milliseconds of a process's life that tell of warming up, not of growing. */
const WARM_UP_MS = 60_000

/**
 * Bytes a minute by which the runtime grows: one slope through all of its lives, each with a level
 * of its own (least squares). 0 when no life was long enough to tell.
 */
export function slope(samples: readonly MemorySample[]): number {
  let covariance = 0
  let variance = 0
  for (const pid of new Set(samples.map(sample => sample.pid))) {
    const all = samples.filter(sample => sample.pid === pid)
    const began = all[0]?.at ?? 0
    const settled = all.filter(sample => sample.at - began >= WARM_UP_MS)
    const at = mean(settled.map(sample => sample.at))
    const bytes = mean(settled.map(sample => sample.bytes))
    for (const sample of settled) {
      covariance += (sample.at - at) * (sample.bytes - bytes)
      variance += (sample.at - at) ** 2
    }
  }
  return variance === 0 ? 0 : Math.round((covariance / variance) * 60_000)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
