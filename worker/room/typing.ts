import type { Writer } from '../../protocol/frames.ts'
import { TYPING_EXPIRES_MS, TYPING_REPEAT_MS, TYPING_SHOWN } from '../../protocol/limits.ts'
import type { News, Source } from './live.ts'

/**
 * Milliseconds after which a list that has not changed is told again, lest clients take it for expired. Each
 * telling renews everybody in it, so a crowd of writers costs no more frames than one.
 */
const RENEW_MS = TYPING_EXPIRES_MS - TYPING_REPEAT_MS - 1_000

/** Who is writing. Nothing of it is stored, and nothing is armed for its end: clients let it expire. */
export class Typing implements Source {
  readonly #changed: () => void
  /** By person, in the order in which they began. Times are milliseconds since 1970. */
  readonly #writers = new Map<string, { at: number; thread: number | undefined }>()
  #told: readonly Writer[] = []
  #toldAt = 0

  /** @param changed there is something to tell */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  writes(userId: string, thread: number | undefined, now: number): void {
    const before = this.#writers.get(userId)
    const goesOn = before !== undefined && before.thread === thread && isFresh(before.at, now)
    this.#writers.set(userId, { at: now, thread })
    if (!goesOn || now - this.#toldAt >= RENEW_MS) this.#changed()
  }

  stops(userId: string): void {
    if (this.#writers.delete(userId)) this.#changed()
  }

  /** They have said it: whoever reads that knows, so nobody is told. */
  said(userId: string): void {
    if (this.#writers.delete(userId)) this.#told = this.#told.filter(({ id }) => id !== userId)
  }

  news(now: number): News | undefined {
    for (const [userId, { at }] of this.#writers)
      if (!isFresh(at, now)) this.#writers.delete(userId)
    const typing = [...this.#writers].slice(0, TYPING_SHOWN).map(writerOf)
    // What was told so long ago has expired with everybody.
    const told = isFresh(this.#toldAt, now) ? this.#told : []
    const isDue = typing.length > 0 && now - this.#toldAt >= RENEW_MS
    if (!isDue && isSame(typing, told)) return undefined
    this.#told = typing
    this.#toldAt = now
    return { typing }
  }
}

function isFresh(at: number, now: number): boolean {
  return Math.abs(now - at) < TYPING_EXPIRES_MS
}

function writerOf([id, { thread }]: [string, { thread: number | undefined }]): Writer {
  return thread === undefined ? { id } : { id, thread }
}

function isSame(a: readonly Writer[], b: readonly Writer[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, thread }, i) => id === b[i]?.id && thread === b[i]?.thread)
  )
}
