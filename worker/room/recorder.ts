import type { Batch, Draft, Waiting, Written } from './batch.ts'
import type { Responder } from './responder.ts'

export interface RecorderParts {
  batch: Pick<Batch, 'wait' | 'flush'>
  /** What remembers rows, and with them those that were taken back. */
  caches: readonly { forget(): void }[]
  refuse: Responder['failed']
  warn: (event: string, fields: Record<string, unknown>) => void
}

/** Puts events into the log for whoever has to know at once that they are there. */
export class Recorder {
  readonly #parts: RecorderParts
  readonly #lost = new WeakSet<Draft>()

  constructor(parts: RecorderParts) {
    this.#parts = parts
  }

  /**
   * Writes events, now, together with what is written alongside: all of it or nothing.
   * @throws Error when the log did not take them
   */
  record(written: readonly Written[]): void {
    const { batch, caches } = this.#parts
    for (const one of written) batch.wait(one)
    batch.flush()
    if (!written.some(({ draft }) => this.#lost.has(draft))) return
    for (const cache of caches) cache.forget()
    throw new Error('the log did not take it')
  }

  /** The log refused a whole batch: everyone in it learns that nothing was stored. */
  failed(waiting: readonly Waiting[], error: unknown): void {
    const { refuse, warn } = this.#parts
    warn('log.failed', { events: waiting.length, error })
    const code = isStorageFull(error) ? 'room_storage_full' : 'internal'
    for (const one of waiting) {
      this.#lost.add(one.draft)
      refuse(one, code)
    }
  }
}

/** SQLite's own words; the platform gives no code (https://www.sqlite.org/rescode.html#full). */
function isStorageFull(error: unknown): boolean {
  return error instanceof Error && /SQLITE_FULL|database or disk is full/.test(error.message)
}
