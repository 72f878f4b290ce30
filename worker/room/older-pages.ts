import type { RoomEvent } from '../../protocol/events.ts'
import { RESUME_PAGE_EVENTS } from '../../protocol/limits.ts'
import { fitting } from '../domain/page.ts'
import { Unavailable } from '../unavailable.ts'
import type { Older } from './older.ts'

/** Pages that are read at once: a Worker opens six connections, and flushes need one too. */
export const OLDER_READS_MAX = 4
/** Milliseconds after which to ask again: at least, and with the jitter on top. */
const ASK_AGAIN_MS = 1_000
const ASK_AGAIN_JITTER_MS = 2_000

/** `missing`: Postgres has lost some of it, so there is no going on from there. */
export type OlderPage =
  | { kind: 'events'; events: RoomEvent[] }
  | { kind: 'missing' }
  | { kind: 'unavailable'; retryAfter: number }

/** Pages of a resume that begin below the log's window. */
export class OlderPages {
  readonly #older: Older
  readonly #random: () => number
  #reading = 0

  constructor(older: Older, random: () => number) {
    this.#older = older
    this.#random = random
  }

  async after(seq: number): Promise<OlderPage> {
    if (this.#reading >= OLDER_READS_MAX) return this.#later()
    this.#reading += 1
    try {
      const events = await this.#older.eventsAfter(seq, RESUME_PAGE_EVENTS)
      return events === undefined
        ? { kind: 'missing' }
        : { kind: 'events', events: fitting(events) }
    } catch (error) {
      if (error instanceof Unavailable) return this.#later()
      throw error
    } finally {
      this.#reading -= 1
    }
  }

  #later(): OlderPage {
    const retryAfter = Math.round(ASK_AGAIN_MS + this.#random() * ASK_AGAIN_JITTER_MS)
    return { kind: 'unavailable', retryAfter }
  }
}
