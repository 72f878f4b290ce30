import type { MessageSent } from '../../../protocol/events.ts'
import { THREAD_NAMES } from '../../../protocol/limits.ts'
import type { ThreadSummary } from '../../../protocol/rest.ts'

/** Unread answers of one thread that are counted. */
const UNREAD_MAX = 1_000
/** Answers that are looked through for who gave the last ones, when some of them are gone or back. */
const LOOKED_THROUGH_MAX = 1_000

type Row = { root: number; replies: number; last_seq: number; last_at: number; people: string }
type Reply = { seq: number; user_id: string; at: number }

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

  /** Of these messages those that have answers. */
  of(roots: readonly number[]): Map<number, ThreadSummary> {
    if (roots.length === 0 || this.#none) return new Map()
    const query =
      'SELECT * FROM threads WHERE root IN (SELECT value FROM json_each(?)) AND replies > 0'
    return new Map(
      this.#sql
        .exec<Row>(query, JSON.stringify(roots))
        .toArray()
        .map(row => [row.root, summaryOf(row)]),
    )
  }

  /** Seqs of answers in a thread, those that are gone too, ascending: up to `limit` before one, or after one. */
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
      'INSERT OR IGNORE INTO replies (root, seq, user_id, at) VALUES (?, ?, ?, ?)',
      ...[root.seq, seq, by, at],
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

  /** Messages were removed: those of them that are answers count no more. Written with the event. */
  removed(seqs: readonly number[]): void {
    this.#turn('seq IN (SELECT value FROM json_each(?2))', 1, JSON.stringify(seqs))
  }

  /** They are back. Written with the event. */
  restored(seqs: readonly number[]): void {
    this.#turn('seq IN (SELECT value FROM json_each(?2))', 0, JSON.stringify(seqs))
  }

  /** A person has lost what they said. */
  purge(userId: string): void {
    this.#turn('user_id = ?2', 1, userId)
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
            WHERE replies.root = threads.root AND seq > read_seq AND replies.user_id <> ?1 AND gone = 0
            LIMIT ${UNREAD_MAX}
          )
        ) END AS unread
      FROM threads LEFT JOIN follows ON follows.root = threads.root AND follows.user_id = ?1
      WHERE last_seq < ?2 AND threads.replies > 0 ${mine ? 'AND follows = 1' : ''}
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

  /** Answers count from now on, or no more: their threads are summed up anew. */
  #turn(which: string, gone: 0 | 1, binding: string): void {
    if (this.#none) return
    const turned = this.#sql
      .exec<{ root: number }>(
        `UPDATE replies SET gone = ?1 WHERE ${which} AND gone <> ?1 RETURNING root`,
        ...[gone, binding],
      )
      .toArray()
    for (const [root, { length }] of Map.groupBy(turned, row => row.root))
      this.#sumUp(root, gone === 1 ? -length : length)
  }

  #sumUp(root: number, more: number): void {
    const query = `SELECT seq, user_id, at FROM replies
      WHERE root = ? AND gone = 0 ORDER BY seq DESC LIMIT ${LOOKED_THROUGH_MAX}`
    let last: Reply | undefined
    const people = new Set<string>()
    for (const reply of this.#sql.exec<Reply>(query, root)) {
      last ??= reply
      people.add(reply.user_id)
      if (people.size === THREAD_NAMES) break
    }
    this.#sql.exec(
      `UPDATE threads SET replies = replies + ?2, people = ?3,
         last_seq = coalesce(?4, last_seq), last_at = coalesce(?5, last_at) WHERE root = ?1`,
      // Of answers from before that was kept nobody knows when they were given.
      ...[root, more, JSON.stringify([...people]), last?.seq ?? null, last?.at || null],
    )
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
