import { get, update } from 'idb-keyval'
import type { Amendment } from '../../protocol/client/amender.ts'
import type { WaitingStore } from '../../protocol/client/keeper.ts'
import type { PendingStore } from '../../protocol/client/pending.ts'
import { parsedAmendments, parsedSends, reconciled } from '../state/pending.ts'

/** What one person has said in one room that waits to go out. */
export function storedSends(user: string, room: string): PendingStore {
  return new BrowserStore(`pending:${user}:${room}`, parsedSends)
}

/** What one person has done to messages of one room that waits to go out. */
export function storedAmendments(user: string, room: string): WaitingStore<Amendment> {
  return new BrowserStore(`amendments:${user}:${room}`, parsedAmendments)
}

/** What waits for a room, in IndexedDB, shared by all pages of the browser. */
class BrowserStore<Item extends { cid: string }> implements WaitingStore<Item> {
  readonly #key: string
  readonly #parsed: (stored: unknown) => Item[]
  readonly #mine = new Set<string>()

  constructor(key: string, parsed: (stored: unknown) => Item[]) {
    this.#key = key
    this.#parsed = parsed
  }

  /** Some browsers refuse IndexedDB in private windows: then what waits lives as long as the page. */
  async load(): Promise<Item[]> {
    try {
      const items = this.#parsed(await get(this.#key))
      this.#own(items)
      return items
    } catch {
      return []
    }
  }

  async save(items: readonly Item[]): Promise<void> {
    this.#own(items)
    try {
      await update(this.#key, stored => reconciled(this.#parsed(stored), items, this.#mine))
    } catch {
      // What waits goes out all the same; only its copy is missing.
    }
  }

  #own(items: readonly Item[]): void {
    for (const { cid } of items) this.#mine.add(cid)
  }
}
