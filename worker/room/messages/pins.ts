import type { MessagePinned } from '../../../protocol/events.ts'

/** Who pinned a message, and when (milliseconds since 1970). */
export interface Pinned {
  by: string
  at: number
}

type Row = { seq: number; pinned_by: string; at: number }

/** The messages that are kept in view. */
export class Pins {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** All of them, those pinned last first. There are few: PINS_MAX. */
  all(): Map<number, Pinned> {
    return new Map(
      this.#sql
        .exec<Row>('SELECT seq, pinned_by, at FROM pins ORDER BY at DESC, seq DESC')
        .toArray()
        .map(({ seq, pinned_by: by, at }) => [seq, { by, at }]),
    )
  }

  get count(): number {
    return this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM pins').one().n
  }

  has(seq: number): boolean {
    return this.#sql.exec('SELECT 1 FROM pins WHERE seq = ?', seq).toArray().length > 0
  }

  /** Written with the event. */
  pinned({ target, on, by, at }: MessagePinned): void {
    if (on)
      this.#sql.exec(
        'INSERT OR IGNORE INTO pins (seq, pinned_by, at) VALUES (?, ?, ?)',
        ...[target, by, at],
      )
    else this.remove([target])
  }

  /** Messages that were removed are not in view. */
  remove(seqs: readonly number[]): void {
    for (const seq of seqs) this.#sql.exec('DELETE FROM pins WHERE seq = ?', seq)
  }

  /** Everything before a seq is too old to be kept. */
  expire(before: number): void {
    this.#sql.exec('DELETE FROM pins WHERE seq < ?', before)
  }
}
