import type { Allowance, Slowdown } from '../domain/tally.ts'

/**
 * Where attempts are counted, by key. Every answer is how many milliseconds to wait, 0 to go on.
 * @throws Unavailable when it cannot count
 */
export interface Tallies {
  take(key: string, allowance: Allowance): Promise<number>
  attempt(key: string, slowdown: Slowdown): Promise<number>
  /** One of those that were taken does not count. */
  giveBack(key: string): Promise<void>
  /** An attempt has succeeded: those before it do not count any more. */
  forget(key: string): Promise<void>
}
