import type { RoomEvent } from '../../protocol/events.ts'
import { RESUME_PAGE_EVENTS } from '../../protocol/limits.ts'
import { fitting } from '../domain/page.ts'
import { Unavailable } from '../unavailable.ts'
import type { Older } from './older.ts'

/** Milliseconds after which to ask again: at least, and with the jitter on top. */
const ASK_AGAIN_MS = 1_000
const ASK_AGAIN_JITTER_MS = 2_000

/** `missing`: Postgres has lost some of it, so there is no going on from there. */
export type OlderPage =
  | { kind: 'events'; events: RoomEvent[] }
  | { kind: 'missing' }
  | { kind: 'unavailable'; retryAfter: number }

interface OlderPagesParts {
  older: Older
  random: () => number
  warn: (event: string, fields: Record<string, unknown>) => void
}

/** Pages of a resume that begin below the log's window. */
export class OlderPages {
  readonly #older: Older
  readonly #random: () => number
  readonly #warn: OlderPagesParts['warn']

  constructor({ older, random, warn }: OlderPagesParts) {
    this.#older = older
    this.#random = random
    this.#warn = warn
  }

  async after(seq: number): Promise<OlderPage> {
    try {
      const events = await this.#older.eventsAfter(seq, RESUME_PAGE_EVENTS)
      return events === undefined
        ? { kind: 'missing' }
        : { kind: 'events', events: fitting(events) }
    } catch (error) {
      // Whatever it was: who waits for a page is told when to ask for it again.
      if (!(error instanceof Unavailable)) this.#warn('older.page', { error })
      return this.#later()
    }
  }

  #later(): OlderPage {
    const retryAfter = Math.round(ASK_AGAIN_MS + this.#random() * ASK_AGAIN_JITTER_MS)
    return { kind: 'unavailable', retryAfter }
  }
}
