import { createHash } from 'node:crypto'
import type { Allowance, Slowdown } from '../domain/tally.ts'
import type { Env } from '../env.ts'
import type { Tallies } from './tallies.ts'

const MINUTE_MS = 60_000
const QUARTER_MS = 15 * MINUTE_MS

/** Failures of one name, from wherever they come, before it is refused to everybody for a while. */
const PER_NAME: Allowance = { most: 100, windowMs: QUARTER_MS }
/** Of one name from one address: a typing mistake costs nothing, a list of passwords a long time. */
const PER_PAIR: Slowdown = { free: 5, baseMs: 1_000, capMs: QUARTER_MS, windowMs: 4 * QUARTER_MS }

/** Whoever guesses at a secret of somebody's, seen by where from and at whose. */
export interface Guess {
  /** By addressKey: an address, or the /64 it belongs to. */
  address: string
  /**
   * What is guessed at, and whose: the name that was given, folded, whether or not anybody has it, or
   * the id of an account that is known. The word before the colon is ours, so that nobody can sign in
   * as `second-factor:…` and use up what others have there.
   */
  name: `${'sign-in' | 'password' | 'second-factor'}:${string}`
}

/**
 * What guessing is bounded by: at passwords, codes of a second factor, whatever is asked again. Ask
 * `attempt` before anything is known of the answer, so that many at once are no way around it, and
 * say `succeeded` when it was right. Names nobody has are counted like all others: a refusal tells nothing.
 */
export class SignInGuard {
  readonly #tallies: Tallies
  readonly #perMinute: Allowance
  readonly #perQuarter: Allowance

  constructor(tallies: Tallies, limits: Pick<Env, 'SIGN_IN_LIMIT' | 'SIGN_INS_PER_MINUTE'>) {
    this.#tallies = tallies
    this.#perMinute = { most: limits.SIGN_INS_PER_MINUTE, windowMs: MINUTE_MS }
    this.#perQuarter = { most: limits.SIGN_IN_LIMIT, windowMs: QUARTER_MS }
  }

  /**
   * Counts whoever comes from an address, whatever they want and however it ends.
   * @returns milliseconds to wait, 0 to go on. @throws Unavailable
   */
  async admit(address: string): Promise<number> {
    const waits = await Promise.all([
      this.#tallies.take(`sign-in:minute:${address}`, this.#perMinute),
      this.#tallies.take(`sign-in:quarter:${address}`, this.#perQuarter),
    ])
    return Math.max(...waits)
  }

  /**
   * Counts a guess. The pair comes first: who is told to wait there takes nothing from the name, and
   * cannot keep its owner out from one address.
   * @returns milliseconds to wait, 0 to go on. @throws Unavailable
   */
  async attempt(guess: Guess): Promise<number> {
    const wait = await this.#tallies.attempt(pairKey(guess), PER_PAIR)
    return wait > 0 ? wait : await this.#tallies.take(nameKey(guess), PER_NAME)
  }

  /**
   * It was right. Of the name only this one is taken back: that its owner comes in says nothing of those
   * who guess elsewhere, and must not give them another hundred.
   * @throws Unavailable
   */
  async succeeded(guess: Guess): Promise<void> {
    await Promise.all([
      this.#tallies.forget(pairKey(guess)),
      this.#tallies.giveBack(nameKey(guess)),
    ])
  }
}

function pairKey({ address, name }: Guess): string {
  return `guess:pair:${address}:${digest(name)}`
}

function nameKey({ name }: Guess): string {
  return `guess:name:${digest(name)}`
}

// Anybody may write anything for a name, of any length, and some write their password.
function digest(name: string): string {
  return createHash('sha256').update(name).digest('base64url')
}
