import { get, update } from 'idb-keyval'
import type { PendingSend, PendingStore } from '../../protocol/client/pending.ts'
import { parsedSends, reconciled } from '../state/pending.ts'

/** Sends of one person in one room, in IndexedDB, shared by all pages of the browser. */
export class BrowserPendingStore implements PendingStore {
  readonly #key: string
  readonly #mine = new Set<string>()

  constructor(user: string, room: string) {
    this.#key = `pending:${user}:${room}`
  }

  /** Some browsers refuse IndexedDB in private windows: then sends live as long as the page. */
  async load(): Promise<PendingSend[]> {
    try {
      const sends = parsedSends(await get(this.#key))
      this.#own(sends)
      return sends
    } catch {
      return []
    }
  }

  async save(sends: readonly PendingSend[]): Promise<void> {
    this.#own(sends)
    try {
      await update(this.#key, stored => reconciled(parsedSends(stored), sends, this.#mine))
    } catch {
      // The send itself goes on; only its copy is missing.
    }
  }

  #own(sends: readonly PendingSend[]): void {
    for (const send of sends) this.#mine.add(send.cid)
  }
}
