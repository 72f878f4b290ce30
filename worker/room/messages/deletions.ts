import { isRetelling, type RoomEvent } from '../../../protocol/events.ts'

export interface Deletion {
  seq: number
  by: string
  at: number
}

type Row = { seq: number; removed_by: string; at: number }

/**
 * Which messages were removed. From the moment it is known their bodies are told to nobody, whatever the
 * log and Postgres still hold; they hold them for a while, so that it can be undone.
 */
export class Deletions {
  readonly #sql: SqlStorage
  #isEmpty: boolean | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Who removed a message, and when (milliseconds since 1970); undefined when it stands. */
  of(seq: number): Deletion | undefined {
    const query = 'SELECT seq, removed_by, at FROM deletions WHERE seq = ?'
    const [row] = this.#sql.exec<Row>(query, seq).toArray()
    return row && { seq, by: row.removed_by, at: row.at }
  }

  add(seqs: readonly number[], by: string, at: number): void {
    const statement = 'INSERT OR IGNORE INTO deletions (seq, removed_by, at) VALUES (?, ?, ?)'
    for (const seq of seqs) this.#sql.exec(statement, seq, by, at)
    if (seqs.length > 0) this.#isEmpty = false
  }

  remove(seqs: readonly number[]): void {
    for (const seq of seqs) this.#sql.exec('DELETE FROM deletions WHERE seq = ?', seq)
  }

  /** What was written last was taken back. */
  forget(): void {
    this.#isEmpty = undefined
  }

  /** Events as they may be told. */
  masked<E extends RoomEvent>(events: E[]): E[] {
    if (events.length === 0 || this.#none) return events
    const gone = this.#among(events.flatMap(said))
    if (gone.size === 0) return events
    return events.map(event => {
      if (event.type === 'message.sent' && gone.has(event.seq)) return { ...event, body: '' }
      if (!isRetelling(event)) return event
      // What was told anew may have been removed since.
      const messages = event.messages.map(message =>
        gone.has(message.seq) ? { ...message, body: '' } : message,
      )
      return { ...event, messages }
    })
  }

  /** Those that can be undone no more and whose text is still in the log: the oldest. */
  due(before: number, limit: number): number[] {
    const query = 'SELECT seq FROM deletions WHERE blanked = 0 AND at <= ? ORDER BY at LIMIT ?'
    return this.#sql
      .exec<{ seq: number }>(query, before, limit)
      .toArray()
      .map(({ seq }) => seq)
  }

  /** When the first of those is, if there are any. */
  get firstAt(): number | undefined {
    const query = 'SELECT min(at) AS at FROM deletions WHERE blanked = 0'
    return this.#sql.exec<{ at: number | null }>(query).one().at ?? undefined
  }

  /** The log holds their text no more. */
  blanked(seqs: readonly number[]): void {
    for (const seq of seqs) this.#sql.exec('UPDATE deletions SET blanked = 1 WHERE seq = ?', seq)
  }

  get #none(): boolean {
    this.#isEmpty ??= this.#sql.exec('SELECT 1 FROM deletions LIMIT 1').toArray().length === 0
    return this.#isEmpty
  }

  #among(seqs: readonly number[]): Set<number> {
    if (seqs.length === 0) return new Set()
    const query = 'SELECT seq FROM deletions WHERE seq IN (SELECT value FROM json_each(?))'
    const rows = this.#sql.exec<{ seq: number }>(query, JSON.stringify(seqs)).toArray()
    return new Set(rows.map(({ seq }) => seq))
  }
}

/** The messages whose words an event tells. */
function said(event: RoomEvent): number[] {
  if (event.type === 'message.sent') return [event.seq]
  return isRetelling(event) ? event.messages.map(({ seq }) => seq) : []
}
