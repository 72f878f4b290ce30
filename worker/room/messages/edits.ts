import type { MessageEdited, Retelling, Said } from '../../../protocol/events.ts'

/** What a message says since it was changed last, and when that was (milliseconds since 1970). */
export interface Edited {
  body: string
  mentions: string[] | undefined
  at: number
}

type Row = { seq: number; body: string; mentions: string | null; at: number }

/**
 * What messages say that were changed, and in which later events their words stand. Kept for good, as what
 * Postgres has of them may be older.
 */
export class Edits {
  readonly #sql: SqlStorage
  #isEmpty: boolean | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Of these messages those that were changed. */
  of(seqs: readonly number[]): Map<number, Edited> {
    if (seqs.length === 0 || this.#none) return new Map()
    const query =
      'SELECT seq, body, mentions, at FROM edits WHERE seq IN (SELECT value FROM json_each(?))'
    return new Map(
      this.#sql
        .exec<Row>(query, JSON.stringify(seqs))
        .toArray()
        .map(({ seq, body, mentions, at }) => [
          seq,
          { body, mentions: mentions === null ? undefined : JSON.parse(mentions), at },
        ]),
    )
  }

  /** Written with the event. */
  edited(event: MessageEdited): void {
    for (const said of event.messages) this.#put(said, event.at)
    this.retold(event)
  }

  /** An event tells anew what messages say: when they lose their words, it does. */
  retold({ seq, messages }: Retelling): void {
    for (const message of messages)
      this.#sql.exec(
        'INSERT OR IGNORE INTO retellings (target, seq) VALUES (?, ?)',
        message.seq,
        seq,
      )
  }

  /** The seqs of the events that tell anew what a message says, oldest first. */
  retellingsOf(target: number): number[] {
    return this.#sql
      .exec<{ seq: number }>('SELECT seq FROM retellings WHERE target = ? ORDER BY seq', target)
      .toArray()
      .map(({ seq }) => seq)
  }

  /** Where messages before a seq are told anew by events from it on. */
  retellingsBefore(before: number): { target: number; seq: number }[] {
    const query = 'SELECT target, seq FROM retellings WHERE target < ? AND seq >= ?'
    return this.#sql.exec<{ target: number; seq: number }>(query, before, before).toArray()
  }

  /** How often a message was told anew. */
  countOf(target: number): number {
    const query = 'SELECT count(*) AS n FROM retellings WHERE target = ?'
    return this.#sql.exec<{ n: number }>(query, target).one().n
  }

  /** A message has lost its words. */
  blank(seq: number): void {
    this.#sql.exec(`UPDATE edits SET body = '', mentions = NULL WHERE seq = ?`, seq)
  }

  /** A person has lost theirs. */
  purge(author: string): void {
    this.#sql.exec(`UPDATE edits SET body = '', mentions = NULL WHERE author = ?`, author)
  }

  /** Everything before a seq is too old to be kept. */
  expire(before: number): void {
    this.#sql.exec('DELETE FROM edits WHERE seq < ?', before)
    this.#sql.exec('DELETE FROM retellings WHERE target < ?', before)
  }

  /** What was written last was taken back. */
  forget(): void {
    this.#isEmpty = undefined
  }

  #put({ seq, by, body, mentions }: Said, at: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO edits (seq, author, body, mentions, at) VALUES (?, ?, ?, ?, ?)',
      seq,
      by,
      body,
      mentions === undefined ? null : JSON.stringify(mentions),
      at,
    )
    this.#isEmpty = false
  }

  get #none(): boolean {
    this.#isEmpty ??= this.#sql.exec('SELECT 1 FROM edits LIMIT 1').toArray().length === 0
    return this.#isEmpty
  }
}
