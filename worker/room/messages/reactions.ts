import type { MessageReacted } from '../../../protocol/events.ts'
import { REACTION_NAMES } from '../../../protocol/limits.ts'
import type { Reaction, Reactors } from '../../../protocol/rest.ts'

type Row = { seq: number; emoji: string; user_id: string; total: number; mine: number }

/** Who put which emoji to which message. */
export class Reactions {
  readonly #sql: SqlStorage
  #isEmpty: boolean | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** What there is at each of these messages, in the order in which it came there. */
  of(seqs: readonly number[], viewer: string): Map<number, Reaction[]> {
    const found = new Map<number, Reaction[]>()
    if (seqs.length === 0 || this.#none) return found
    // Of each emoji the first few people, and of all how many there are.
    const query = `
      SELECT seq, emoji, user_id, total, mine FROM (
        SELECT seq, emoji, user_id,
          count(*) OVER whole AS total,
          max(user_id = ?2) OVER whole AS mine,
          min(at) OVER whole AS since,
          row_number() OVER (PARTITION BY seq, emoji ORDER BY at, user_id) AS nth
        FROM reactions WHERE seq IN (SELECT value FROM json_each(?1))
        WINDOW whole AS (PARTITION BY seq, emoji)
      ) WHERE nth <= ${REACTION_NAMES} ORDER BY seq, since, emoji, nth`
    for (const row of this.#sql.exec<Row>(query, JSON.stringify(seqs), viewer)) {
      const there = found.get(row.seq) ?? []
      const last = there.at(-1)
      if (last?.emoji === row.emoji) last.by.push(row.user_id)
      else
        there.push({ emoji: row.emoji, count: row.total, by: [row.user_id], mine: row.mine === 1 })
      found.set(row.seq, there)
    }
    return found
  }

  has(seq: number, emoji: string, userId: string): boolean {
    const query = 'SELECT 1 FROM reactions WHERE seq = ? AND emoji = ? AND user_id = ?'
    return this.#sql.exec(query, seq, emoji, userId).toArray().length > 0
  }

  /** Whether anybody has put this emoji there. */
  holds(seq: number, emoji: string): boolean {
    const query = 'SELECT 1 FROM reactions WHERE seq = ? AND emoji = ? LIMIT 1'
    return this.#sql.exec(query, seq, emoji).toArray().length > 0
  }

  /** How many different emoji there are at a message. */
  kinds(seq: number): number {
    const query = 'SELECT count(DISTINCT emoji) AS n FROM reactions WHERE seq = ?'
    return this.#sql.exec<{ n: number }>(query, seq).one().n
  }

  /** A page of who put an emoji to a message, by their ids. */
  people(seq: number, emoji: string, after: string | undefined, limit: number): Reactors {
    const query = `SELECT user_id FROM reactions
      WHERE seq = ? AND emoji = ? AND user_id > ? ORDER BY user_id LIMIT ?`
    const people = this.#sql
      .exec<{ user_id: string }>(query, seq, emoji, after ?? '', limit + 1)
      .toArray()
      .map(row => row.user_id)
    const page = people.slice(0, limit)
    return { people: page, after: people.length > limit ? (page.at(-1) ?? null) : null }
  }

  /** Written with the event. */
  reacted({ target, emoji, on, by, at }: MessageReacted): void {
    if (on)
      this.#sql.exec(
        'INSERT OR IGNORE INTO reactions (seq, emoji, user_id, at) VALUES (?, ?, ?, ?)',
        ...[target, emoji, by, at],
      )
    else
      this.#sql.exec(
        'DELETE FROM reactions WHERE seq = ? AND emoji = ? AND user_id = ?',
        ...[target, emoji, by],
      )
    if (on) this.#isEmpty = false
  }

  /** Everything before a seq is too old to be kept. */
  expire(before: number): void {
    this.#sql.exec('DELETE FROM reactions WHERE seq < ?', before)
  }

  /** What was written last was taken back. */
  forget(): void {
    this.#isEmpty = undefined
  }

  get #none(): boolean {
    this.#isEmpty ??= this.#sql.exec('SELECT 1 FROM reactions LIMIT 1').toArray().length === 0
    return this.#isEmpty
  }
}
