/**
 * How far Postgres has followed: it has everything; not everything, but more than at the last sweep, as
 * in a busy room; or no more than then.
 */
export type Progress = 'drained' | 'moving' | 'waiting'

/** What the sweeper finds in a room. */
export interface Found {
  progress: Progress
  /** Somebody has a socket there. */
  live: boolean
}

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
  /** The watermark when the sweeper was here last. */
  #sweptAt: number | undefined
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

  /** The sweeper is here: it takes the entry of a drained room away, and leaves any other. */
  swept(isDrained: boolean, watermark: number): Progress {
    const before = this.#sweptAt
    this.#sweptAt = watermark
    // The registry hears of the sockets from the sweeper, and may have heard another word last.
    this.#isLive = undefined
    if (!isDrained) return before !== undefined && watermark > before ? 'moving' : 'waiting'
    this.#isUndrained = false
    return 'drained'
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
