/**
 * How far Postgres has followed: it has everything; not everything, but more than at the last sweep, as
 * in a busy room; or no more than then.
 */
export type Progress = 'drained' | 'moving' | 'waiting'

/** What the registry is told of a room. */
export interface Standing {
  /** It has events that Postgres does not have yet. */
  undrained?: true
  /** It has sockets, or has none any more. */
  live?: boolean
  /** So many more events were refused by Postgres for good. */
  quarantined?: number
}

/**
 * The room's entry in the registry, where the sweeper finds rooms that nobody visits. It is
 * written when something begins and again after the sweeper has come by: a busy room costs one
 * call a minute, not one for each message. Entries may be stale, never missing for long.
 */
export class Registration {
  readonly #tell: (standing: Standing) => Promise<void>
  #isUndrained = false
  #isLive: boolean | undefined
  #quarantined = 0
  #telling: Promise<void> = Promise.resolve()

  /** @param tell may reject; it is told again with the next occasion */
  constructor(tell: (standing: Standing) => Promise<void>) {
    // One after another: two calls may overtake each other on their way.
    this.#tell = standing => {
      const told = this.#telling.then(() => tell(standing))
      this.#telling = told.catch(() => {})
      return told
    }
  }

  undrained(): void {
    if (this.#isUndrained) return
    this.#isUndrained = true
    this.#tell({ undrained: true }).catch(() => {
      this.#isUndrained = false
    })
  }

  /** The sweeper was here and takes the entry away. */
  swept(): void {
    this.#isUndrained = false
  }

  live(isLive: boolean): void {
    if (this.#isLive === isLive) return
    this.#isLive = isLive
    this.#tell({ live: isLive }).catch(() => {
      this.#isLive = undefined
    })
  }

  /** One more. What the registry did not hear it is told with the next. */
  quarantined(): void {
    const quarantined = this.#quarantined + 1
    this.#quarantined = 0
    this.#tell({ quarantined }).catch(() => {
      this.#quarantined += quarantined
    })
  }
}
