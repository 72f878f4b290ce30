import { inGroups } from '../groups.ts'
import { within } from '../objects/within.ts'
import type { Report } from './believed.ts'
import type { Watchers } from './watchers.ts'

/** Inboxes that are told at the same time. */
const GROUP = 25
/** Milliseconds that one of them may take. */
const TELL_MS = 10_000

export interface TellingParts {
  watchers: Watchers
  report: () => Report
  /** Who of these the person may know of, and be known to. Throws Unavailable. */
  visible: (ids: readonly string[]) => Promise<string[]>
  /** Tells somebody's inbox. @returns whether they still want to know; throws when it does not answer */
  tell: (userId: string, report: Report) => Promise<boolean>
  /** Whether it is time to ask again who may watch. */
  isCheckDue: () => boolean
  /** These two are to know nothing more of each other, on this side. */
  drop: (userId: string) => void
  /** Tells somebody's inbox that it is to know nothing more. Throws when it does not answer. */
  part: (userId: string) => Promise<void>
  clock: () => number
  warn: (event: string, fields: Record<string, unknown>) => void
}

/**
 * Tells the watchers of one person how that person is there now. One round at a time, so that nobody hears of it in
 * another order, and at most one that waits: it tells what is so when its turn comes.
 */
export class Telling {
  readonly #parts: TellingParts
  #round: Promise<void> = Promise.resolve()
  #isWaiting = false

  constructor(parts: TellingParts) {
    this.#parts = parts
  }

  /** Tells all of them. Never throws. */
  async everybody(): Promise<void> {
    if (!this.#isWaiting) {
      this.#isWaiting = true
      this.#next(async () => {
        this.#isWaiting = false
        await this.#dismiss()
        await this.#tell(this.#parts.watchers.all())
      })
    }
    await this.#round
  }

  /** Tells those who did not answer before. Never throws. */
  async owed(): Promise<void> {
    this.#next(async () => await this.#tell(this.#parts.watchers.owed()))
    await this.#round
  }

  /** Waits until everybody was told of whom that is under way. */
  async settled(): Promise<void> {
    await this.#round
  }

  #next(work: () => Promise<void>): void {
    const { warn } = this.#parts
    this.#round = this.#round.then(work).catch(error => warn('inbox.telling', { error }))
  }

  async #tell(userIds: readonly string[]): Promise<void> {
    const report = this.#parts.report()
    await inGroups(userIds, GROUP, async userId => await this.#tellOne(userId, report))
  }

  async #tellOne(userId: string, report: Report): Promise<void> {
    const { watchers, tell, clock, warn } = this.#parts
    try {
      if (await within('inbox', TELL_MS, tell(userId, report))) watchers.answered(userId)
      else watchers.toldInVain(userId, clock())
    } catch (error) {
      warn('inbox.untold', { watcher: userId, error })
      watchers.unanswered(userId)
    }
  }

  /** Who shares no room any more with the person hears nothing more of them, nor do they of those. */
  async #dismiss(): Promise<void> {
    const { watchers, visible, drop, part, isCheckDue, warn } = this.#parts
    const all = watchers.all()
    // In this order: what is due stays due until there is somebody to ask about.
    if (all.length === 0 || !isCheckDue()) return
    try {
      const left = new Set(await visible(all))
      const gone = all.filter(id => !left.has(id))
      for (const id of gone) drop(id)
      await inGroups(gone, GROUP, async id => {
        // Who does not hear of it hears of nothing else either, and asks anew some time.
        await within('inbox', TELL_MS, part(id)).catch(error => warn('inbox.unparted', { error }))
      })
    } catch (error) {
      // They were let in once.
      warn('inbox.check', { error })
    }
  }
}
