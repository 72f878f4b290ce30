import type { Allowance, Slowdown } from '../domain/tally.ts'
import { log } from '../log.ts'
import { Unavailable } from '../unavailable.ts'
import type { Tallies } from './tallies.ts'

/** Milliseconds in which the first is not asked again after it did not answer: each try costs its time-out. */
const AWAY_MS = 5_000

/**
 * Counts in one place, and in another while that is away. The second begins to count from nothing, so
 * that an outage gives a guesser as much as is allowed once more, and no more than that.
 */
export class SteadyTallies implements Tallies {
  readonly #first: Tallies
  readonly #second: Tallies
  readonly #now: () => number
  #awayUntil = 0

  constructor(first: Tallies, second: Tallies, now: () => number) {
    this.#first = first
    this.#second = second
    this.#now = now
  }

  async take(key: string, allowance: Allowance): Promise<number> {
    return await this.#either(tallies => tallies.take(key, allowance))
  }

  async attempt(key: string, slowdown: Slowdown): Promise<number> {
    return await this.#either(tallies => tallies.attempt(key, slowdown))
  }

  async giveBack(key: string): Promise<void> {
    await this.#either(tallies => tallies.giveBack(key))
  }

  async forget(key: string): Promise<void> {
    await this.#either(tallies => tallies.forget(key))
  }

  async #either<T>(question: (tallies: Tallies) => Promise<T>): Promise<T> {
    if (this.#now() < this.#awayUntil) return await question(this.#second)
    try {
      return await question(this.#first)
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      this.#awayUntil = this.#now() + AWAY_MS
      log('warn', 'unavailable', { part: error.part, reason: error.message })
      return await question(this.#second)
    }
  }
}
