import { inGroups } from '../groups.ts'
import { Unavailable } from '../unavailable.ts'
import type { Report } from './believed.ts'
import type { Watchers } from './watchers.ts'

/** Inboxes that are told at the same time. */
const GROUP = 25
/** Milliseconds that one of them may take. */
const TELL_MS = 10_000
/** Milliseconds for which it is believed that those who watch may do so. */
export const CHECK_EVERY_MS = 10 * 60_000

export interface TellingParts {
  watchers: Watchers
  report: () => Report
  /** Who of these the person may know of, and be known to. Throws Unavailable. */
  visible: (ids: readonly string[]) => Promise<string[]>
  /** Tells somebody's inbox. @returns whether they still want to know; throws when it does not answer */
  tell: (userId: string, report: Report) => Promise<boolean>
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
  #checkedAt = Number.NEGATIVE_INFINITY

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
      if (await within(TELL_MS, tell(userId, report))) watchers.answered(userId)
      else watchers.toldInVain(userId, clock())
    } catch (error) {
      warn('inbox.untold', { watcher: userId, error })
      watchers.unanswered(userId)
    }
  }

  /** Who shares no room any more with the person hears nothing more of them. */
  async #dismiss(): Promise<void> {
    const { watchers, visible, part, clock, warn } = this.#parts
    const all = watchers.all()
    if (all.length === 0 || clock() - this.#checkedAt < CHECK_EVERY_MS) return
    try {
      const left = new Set(await visible(all))
      this.#checkedAt = clock()
      await inGroups(
        all.filter(id => !left.has(id)),
        GROUP,
        async id => {
          watchers.remove(id)
          await part(id)
        },
      )
    } catch (error) {
      // They were let in once; it is asked again with the next round.
      if (!(error instanceof Unavailable)) throw error
      warn('inbox.check', { error })
    }
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Unavailable('inbox', 'too late')), ms)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
