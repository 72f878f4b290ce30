import type { MessageSent } from '../../../protocol/events.ts'
import { THREAD_NAMES } from '../../../protocol/limits.ts'
import type { ThreadSummary } from '../../../protocol/rest.ts'

/** Unread answers of one thread that are counted. */
const UNREAD_MAX = 1_000

type Row = { root: number; replies: number; last_seq: number; last_at: number; people: string }

/** A thread as one person has it. */
export interface Followed {
  root: number
  lastSeq: number
  follows: boolean
  unread: number
}

/**
 * What was said under messages, and who follows it. A thread is unread for whoever follows it while there are
 * answers of others after the one that they read last: that one rule, and no other.
 */
export class Threads {
  readonly #sql: SqlStorage
  #isEmpty: boolean | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Of these messages those that began a thread. */
  of(roots: readonly number[]): Map<number, ThreadSummary> {
    if (roots.length === 0 || this.#none) return new Map()
    const query = 'SELECT * FROM threads WHERE root IN (SELECT value FROM json_each(?))'
    return new Map(
      this.#sql
        .exec<Row>(query, JSON.stringify(roots))
        .toArray()
        .map(row => [row.root, summaryOf(row)]),
    )
  }

  /** Seqs of answers in a thread, ascending: up to `limit` of those before one, or after one. */
  replies(root: number, place: { before: number } | { after: number }, limit: number): number[] {
    const isAfter = 'after' in place
    const query = `SELECT seq FROM replies WHERE root = ? AND seq ${isAfter ? '>' : '<'} ?
      ORDER BY seq ${isAfter ? 'ASC' : 'DESC'} LIMIT ?`
    return this.#sql
      .exec<{ seq: number }>(query, root, isAfter ? place.after : place.before, limit)
      .toArray()
      .map(({ seq }) => seq)
      .sort((a, b) => a - b)
  }

  /**
   * Written with an answer: whoever gives one, began the thread or is named in it follows it from then on, unless
   * they chose otherwise.
   */
  replied(root: MessageSent, reply: MessageSent): void {
    const { by, seq, at } = reply
    const people = [by, ...this.#people(root.seq).filter(id => id !== by)].slice(0, THREAD_NAMES)
    this.#sql.exec(
      `INSERT INTO threads (root, replies, last_seq, last_at, people) VALUES (?1, 1, ?2, ?3, ?4)
       ON CONFLICT (root) DO UPDATE SET replies = replies + 1, last_seq = ?2, last_at = ?3, people = ?4`,
      ...[root.seq, seq, at, JSON.stringify(people)],
    )
    this.#sql.exec(
      'INSERT OR IGNORE INTO replies (root, seq, user_id) VALUES (?, ?, ?)',
      ...[root.seq, seq, by],
    )
    for (const id of new Set([root.by, ...(root.mentions ?? []), ...(reply.mentions ?? [])]))
      this.#sql.exec(
        'INSERT OR IGNORE INTO follows (user_id, root, follows, read_seq) VALUES (?, ?, 1, 0)',
        ...[id, root.seq],
      )
    this.#sql.exec(
      `INSERT INTO follows (user_id, root, follows, read_seq) VALUES (?1, ?2, 1, ?3)
       ON CONFLICT (user_id, root) DO UPDATE SET read_seq = max(read_seq, ?3)`,
      ...[by, root.seq, seq],
    )
    this.#isEmpty = false
  }

  /** Somebody follows a thread, or does so no more. From here on: what was said before counts as read. */
  follow(userId: string, root: number, on: boolean): void {
    this.#sql.exec(
      `INSERT INTO follows (user_id, root, follows, read_seq)
       VALUES (?1, ?2, ?3, coalesce((SELECT last_seq FROM threads WHERE root = ?2), 0))
       ON CONFLICT (user_id, root) DO UPDATE SET follows = ?3,
         read_seq = CASE follows WHEN 0 THEN excluded.read_seq ELSE read_seq END`,
      ...[userId, root, on ? 1 : 0],
    )
  }

  /** Somebody has read a thread up to a seq. It never falls, and passes no answer that is not there. */
  read(userId: string, root: number, seq: number): void {
    this.#sql.exec(
      `UPDATE follows SET read_seq = max(read_seq,
         min(?3, coalesce((SELECT last_seq FROM threads WHERE root = ?2), 0)))
       WHERE user_id = ?1 AND root = ?2 AND read_seq < ?3`,
      ...[userId, root, seq],
    )
  }

  /** A page of threads as somebody has them, those with the newest answers first. */
  page(
    userId: string,
    { mine, before, limit }: { mine: boolean; before?: number | undefined; limit: number },
  ): Followed[] {
    const query = `
      SELECT threads.root AS root, last_seq, coalesce(follows, 0) AS follows,
        CASE WHEN coalesce(follows, 0) = 0 THEN 0 ELSE (
          SELECT count(*) FROM (
            SELECT 1 FROM replies
            WHERE replies.root = threads.root AND seq > read_seq AND replies.user_id <> ?1
            LIMIT ${UNREAD_MAX}
          )
        ) END AS unread
      FROM threads LEFT JOIN follows ON follows.root = threads.root AND follows.user_id = ?1
      WHERE last_seq < ?2 ${mine ? 'AND follows = 1' : ''}
      ORDER BY last_seq DESC LIMIT ?3`
    return this.#sql
      .exec<{ root: number; last_seq: number; follows: number; unread: number }>(
        query,
        ...[userId, before ?? Number.MAX_SAFE_INTEGER, limit],
      )
      .toArray()
      .map(({ root, last_seq: lastSeq, follows, unread }) => ({
        ...{ root, lastSeq, unread },
        follows: follows === 1,
      }))
  }

  /** Everything before a seq is too old to be kept. */
  expire(before: number): void {
    this.#sql.exec('DELETE FROM replies WHERE seq < ?', before)
    this.#sql.exec(
      'DELETE FROM follows WHERE root IN (SELECT root FROM threads WHERE last_seq < ?)',
      before,
    )
    this.#sql.exec('DELETE FROM threads WHERE last_seq < ?', before)
  }

  /** What was written last was taken back. */
  forget(): void {
    this.#isEmpty = undefined
  }

  #people(root: number): string[] {
    const query = 'SELECT people FROM threads WHERE root = ?'
    const [row] = this.#sql.exec<{ people: string }>(query, root).toArray()
    return row === undefined ? [] : JSON.parse(row.people)
  }

  get #none(): boolean {
    this.#isEmpty ??= this.#sql.exec('SELECT 1 FROM threads LIMIT 1').toArray().length === 0
    return this.#isEmpty
  }
}

function summaryOf({ replies, last_seq: lastSeq, last_at: lastAt, people }: Row): ThreadSummary {
  return { replies, lastSeq, lastAt, by: JSON.parse(people) }
}
