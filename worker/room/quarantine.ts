import type { RoomEvent } from '../../protocol/events.ts'
import type { Poison } from '../store/room-record.ts'

type Row = { event: string; code: string }

/**
 * Events that Postgres refuses for good. Their batches stay in the log, whatever its window;
 * this says which they are, why, and whether the audit knows.
 */
export class Quarantine {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** @returns whether it was not there before */
  put(seq: number, code: string, at: number): boolean {
    const written = this.#sql
      .exec(
        'INSERT OR IGNORE INTO quarantine (seq, code, at) VALUES (?, ?, ?) RETURNING seq',
        seq,
        code,
        at,
      )
      .toArray()
    return written.length > 0
  }

  /** The refused events after `seq`, oldest first. */
  after(seq: number, limit: number): RoomEvent[] {
    return this.#rows('seq > ? ORDER BY seq LIMIT ?', seq, limit).map(row => row.event)
  }

  /** The refused events before `seq`: the ones nearest to it, oldest first. */
  before(seq: number, limit: number): RoomEvent[] {
    const nearest = this.#rows('seq < ? ORDER BY seq DESC LIMIT ?', seq, limit)
    return nearest.map(row => row.event).reverse()
  }

  /** Those of these events that were refused, oldest first. */
  among(seqs: readonly number[]): RoomEvent[] {
    const which = 'seq IN (SELECT value FROM json_each(?)) ORDER BY seq'
    return this.#rows(which, JSON.stringify(seqs)).map(row => row.event)
  }

  /** What the audit has not been told of. */
  unaudited(limit: number): Poison[] {
    return this.#rows('audited = 0 ORDER BY seq LIMIT ?', limit)
  }

  audited(poison: readonly Poison[]): void {
    for (const { event } of poison)
      this.#sql.exec('UPDATE quarantine SET audited = 1 WHERE seq = ?', event.seq)
  }

  #rows(which: string, ...bindings: SqlStorageValue[]): Poison[] {
    return this.#sql
      .exec<Row>(
        `SELECT code, events -> (seq - first) AS event
         FROM quarantine JOIN batches ON first = (SELECT max(first) FROM batches WHERE first <= seq) AND seq <= last
         WHERE ${which}`,
        ...bindings,
      )
      .toArray()
      .map(({ code, event }) => ({ code, event: JSON.parse(event) }))
  }
}
