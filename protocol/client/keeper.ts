/** Where what waits for the room outlives the page. */
export interface WaitingStore<Item> {
  load(): Promise<Item[]>
  save(items: readonly Item[]): Promise<void>
}

/** Keeps what waits in a store, if there is one. */
export class Keeper<Item extends { cid: string }> {
  readonly #store: WaitingStore<Item> | undefined
  #saving: Promise<void> = Promise.resolve()

  constructor(store: WaitingStore<Item> | undefined) {
    this.#store = store
  }

  /** What an earlier page left, beside what waits here by now: a store that fails has nothing. */
  async left(waiting: () => readonly Item[]): Promise<Item[]> {
    const kept = (await this.#store?.load().catch(() => [])) ?? []
    const known = new Set(waiting().map(({ cid }) => cid))
    return kept.filter(({ cid }) => !known.has(cid))
  }

  /**
   * Saves follow one another, so that an older list never overwrites a newer one. A store that fails (a full disk,
   * private browsing) costs what waits its memory beyond the page, no more.
   */
  save(items: readonly Item[]): void {
    const store = this.#store
    if (store) this.#saving = this.#saving.then(() => store.save(items)).catch(() => {})
  }
}
