import { inGroups } from '../groups.ts'
import type { Report } from './believed.ts'
import type { Watchers } from './watchers.ts'

/** Inboxes that are told at the same time. */
const GROUP = 25

export interface TellingParts {
  watchers: Watchers
  report: () => Report
  /** Tells somebody's inbox. @returns whether they still want to know; throws when it does not answer */
  tell: (userId: string, report: Report) => Promise<boolean>
  clock: () => number
  warn: (event: string, fields: Record<string, unknown>) => void
}

/** Tells the watchers of one person how that person is there now. One round at a time, so that nobody hears of it in another order. */
export class Telling {
  readonly #parts: TellingParts
  #round: Promise<void> = Promise.resolve()

  constructor(parts: TellingParts) {
    this.#parts = parts
  }

  /** Tells these, of what is believed when their turn comes. Never throws. */
  async tell(userIds: () => readonly string[]): Promise<void> {
    this.#round = this.#round.then(async () => {
      const report = this.#parts.report()
      await inGroups(userIds(), GROUP, async userId => await this.#tellOne(userId, report))
    })
    await this.#round
  }

  async #tellOne(userId: string, report: Report): Promise<void> {
    const { watchers, tell, clock, warn } = this.#parts
    try {
      if (await tell(userId, report)) watchers.answered(userId)
      else watchers.toldInVain(userId, clock())
    } catch (error) {
      warn('inbox.untold', { watcher: userId, error })
      watchers.unanswered(userId)
    }
  }
}
