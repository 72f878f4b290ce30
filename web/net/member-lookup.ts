import type { Member } from '../../protocol/events.ts'
import { MEMBERS_LOOKED_UP_MAX } from '../../protocol/limits.ts'

/** Milliseconds over which the ids of people are gathered before they are asked for. */
export const GATHER_MS = 50

/**
 * Finds out who people are of whom a room has only said the ids. Each is asked for once, whatever comes of it:
 * until `forget`, when what is not known may be known by now.
 */
export class MemberLookup {
  readonly #asked = new Set<string>()
  readonly #load: (ids: readonly string[]) => Promise<readonly Member[]>
  readonly #found: (members: readonly Member[]) => void
  #waiting: string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `load` never throws; it gives those it found. */
  constructor(
    load: (ids: readonly string[]) => Promise<readonly Member[]>,
    found: (members: readonly Member[]) => void,
  ) {
    this.#load = load
    this.#found = found
  }

  want(ids: readonly string[]): void {
    const fresh = ids.filter(id => !this.#asked.has(id))
    if (fresh.length === 0) return
    for (const id of fresh) this.#asked.add(id)
    this.#waiting.push(...fresh)
    this.#timer ??= setTimeout(() => void this.#ask(), GATHER_MS)
  }

  forget(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting = []
    this.#asked.clear()
  }

  async #ask(): Promise<void> {
    this.#timer = undefined
    const ids = this.#waiting
    this.#waiting = []
    for (let i = 0; i < ids.length; i += MEMBERS_LOOKED_UP_MAX) {
      const members = await this.#load(ids.slice(i, i + MEMBERS_LOOKED_UP_MAX))
      if (members.length > 0) this.#found(members)
    }
  }
}
