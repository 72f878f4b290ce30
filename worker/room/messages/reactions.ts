import type { MessageReacted } from '../../../protocol/events.ts'
import { REACTION_NAMES } from '../../../protocol/limits.ts'
import type { Reaction, Reactors } from '../../../protocol/rest.ts'

type Row = { seq: number; emoji: string; count: number; people: string; mine: number }

/**
 * Who put which emoji to which message. How many did, and the first few of them, is kept beside: tens of thousands
 * at one message cost its readers nothing.
 */
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
    const query = `
      SELECT seq, emoji, count, people, EXISTS (
        SELECT 1 FROM reactions AS theirs
        WHERE theirs.seq = counts.seq AND theirs.emoji = counts.emoji AND theirs.user_id = ?2
      ) AS mine
      FROM reaction_counts AS counts WHERE seq IN (SELECT value FROM json_each(?1))
      ORDER BY seq, since, emoji`
    for (const row of this.#sql.exec<Row>(query, JSON.stringify(seqs), viewer)) {
      const { seq, emoji, count, people, mine } = row
      const there = found.get(seq) ?? []
      there.push({ emoji, count, by: JSON.parse(people), mine: mine === 1 })
      found.set(seq, there)
    }
    return found
  }

  has(seq: number, emoji: string, userId: string): boolean {
    const query = 'SELECT 1 FROM reactions WHERE seq = ? AND emoji = ? AND user_id = ?'
    return this.#sql.exec(query, seq, emoji, userId).toArray().length > 0
  }

  /** Whether anybody has put this emoji there. */
  holds(seq: number, emoji: string): boolean {
    const query = 'SELECT 1 FROM reaction_counts WHERE seq = ? AND emoji = ?'
    return this.#sql.exec(query, seq, emoji).toArray().length > 0
  }

  /** How many different emoji there are at a message. */
  kinds(seq: number): number {
    const query = 'SELECT count(*) AS n FROM reaction_counts WHERE seq = ?'
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
  reacted(event: MessageReacted): void {
    if (event.on) this.#put(event)
    else this.#take(event)
  }

  /** Everything before a seq is too old to be kept. */
  expire(before: number): void {
    this.#sql.exec('DELETE FROM reactions WHERE seq < ?', before)
    this.#sql.exec('DELETE FROM reaction_counts WHERE seq < ?', before)
  }

  /** What was written last was taken back. */
  forget(): void {
    this.#isEmpty = undefined
  }

  #put({ target, emoji, by, at }: MessageReacted): void {
    const query = `INSERT OR IGNORE INTO reactions (seq, emoji, user_id, at)
      VALUES (?, ?, ?, ?) RETURNING seq`
    if (this.#sql.exec(query, target, emoji, by, at).toArray().length === 0) return
    const people = [...this.#named(target, emoji), by].slice(0, REACTION_NAMES)
    this.#sql.exec(
      `INSERT INTO reaction_counts (seq, emoji, count, since, people) VALUES (?1, ?2, 1, ?3, ?4)
       ON CONFLICT (seq, emoji) DO UPDATE SET count = count + 1, people = ?4`,
      ...[target, emoji, at, JSON.stringify(people)],
    )
    this.#isEmpty = false
  }

  #take({ target, emoji, by }: MessageReacted): void {
    const query = 'DELETE FROM reactions WHERE seq = ? AND emoji = ? AND user_id = ? RETURNING seq'
    if (this.#sql.exec(query, target, emoji, by).toArray().length === 0) return
    const named = this.#named(target, emoji)
    const people = named.includes(by) ? this.#namedBut(named, { target, emoji, by }) : named
    this.#sql.exec(
      'UPDATE reaction_counts SET count = count - 1, people = ?3 WHERE seq = ?1 AND emoji = ?2',
      ...[target, emoji, JSON.stringify(people)],
    )
    const none = 'DELETE FROM reaction_counts WHERE seq = ? AND emoji = ? AND count = 0'
    this.#sql.exec(none, target, emoji)
  }

  #named(seq: number, emoji: string): string[] {
    const query = 'SELECT people FROM reaction_counts WHERE seq = ? AND emoji = ?'
    const [row] = this.#sql.exec<{ people: string }>(query, seq, emoji).toArray()
    return row === undefined ? [] : JSON.parse(row.people)
  }

  /** Whom to name when one of those has taken theirs away: any other in their place, as finding who came next reads all. */
  #namedBut(
    named: readonly string[],
    { target, emoji, by }: Pick<MessageReacted, 'target' | 'emoji' | 'by'>,
  ): string[] {
    const left = named.filter(id => id !== by)
    const { people } = this.people(target, emoji, undefined, REACTION_NAMES)
    return [...left, ...people.filter(id => !left.includes(id)).slice(0, 1)]
  }

  get #none(): boolean {
    this.#isEmpty ??= this.#sql.exec('SELECT 1 FROM reactions LIMIT 1').toArray().length === 0
    return this.#isEmpty
  }
}
