import type { MessageSent, RoomEvent } from '../../protocol/events.ts'

type EventRow = { event: string }

/** What stands under a cid: the event, or its seq alone when its text is in Postgres only. */
export type Recorded = RoomEvent | number

/** The text of an event that the log has let go of; its place and its cid stay taken. */
const LET_GO = ''

/**
 * The room's one ordered truth. Rows hold events as they go over the wire; what was parsed at the
 * door is not parsed again, so reading back is `JSON.parse` and a type. Below the window's base
 * rows keep their place and their cid and let go of the event itself: nothing but `recorded` and
 * `letGo` may be asked about those.
 */
export class Log {
  readonly #sql: SqlStorage
  #head: { seq: number; at: number } | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** The newest seq; 0 when nothing has happened. */
  get head(): number {
    return this.#newest.seq
  }

  /** When the newest event happened. Later ones are never earlier, whatever the clock does. */
  get headAt(): number {
    return this.#newest.at
  }

  /**
   * Appends events that already carry the next seqs, in one statement.
   * @param json the events as one JSON array: the text that also goes over the wire
   */
  append(events: readonly RoomEvent[], json: string): void {
    const last = events.at(-1)
    if (last === undefined) return
    this.#sql.exec(
      `INSERT INTO events (seq, type, user_id, cid, event)
       SELECT value ->> 'seq', value ->> 'type', value ->> 'by', value ->> 'cid', value
       FROM json_each(?)`,
      json,
    )
    this.#head = { seq: last.seq, at: last.at }
  }

  /** What was appended last was taken back. */
  forgetHead(): void {
    this.#head = undefined
  }

  /** Up to `limit` events after `seq`, oldest first. */
  after(seq: number, limit: number): RoomEvent[] {
    return this.#events('SELECT event FROM events WHERE seq > ? ORDER BY seq LIMIT ?', seq, limit)
  }

  /** The newest `limit` events, oldest first. */
  newest(limit: number): RoomEvent[] {
    return this.after(Math.max(0, this.head - limit), limit)
  }

  /** What a user recorded under a cid. */
  recorded(userId: string, cid: string): Recorded | undefined {
    const row = this.#sql
      .exec<EventRow & { seq: number }>(
        'SELECT seq, event FROM events WHERE user_id = ? AND cid = ?',
        userId,
        cid,
      )
      .toArray()[0]
    return row?.event === LET_GO ? row.seq : row && JSON.parse(row.event)
  }

  /** Lets go of the texts of `from` up to before `to`, except of what Postgres does not have. */
  letGo(from: number, to: number): void {
    this.#sql.exec(
      `UPDATE events SET event = '${LET_GO}'
       WHERE seq >= ? AND seq < ? AND seq NOT IN (SELECT seq FROM quarantine)`,
      from,
      to,
    )
  }

  /** Up to `limit` messages before `seq` and from `base` on, oldest first. */
  messagesBefore(seq: number, base: number, limit: number): MessageSent[] {
    return this.#events<MessageSent>(
      `SELECT event FROM events WHERE seq < ? AND seq >= ? AND type = 'message.sent'
       ORDER BY seq DESC LIMIT ?`,
      seq,
      base,
      limit,
    ).reverse()
  }

  /** Up to `limit` messages after `seq`, oldest first. */
  messagesAfter(seq: number, limit: number): MessageSent[] {
    return this.#events<MessageSent>(
      `SELECT event FROM events WHERE seq > ? AND type = 'message.sent' ORDER BY seq LIMIT ?`,
      seq,
      limit,
    )
  }

  /**
   * The first seq from `base` on at or after a moment, or one past the head: times rise with seqs,
   * so bisect.
   */
  seqAt(moment: number, base: number): number {
    let low = base
    let high = this.head + 1
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const event = this.after(middle - 1, 1)[0]
      if (event !== undefined && event.at < moment) low = middle + 1
      else high = middle
    }
    return low
  }

  get #newest(): { seq: number; at: number } {
    if (this.#head === undefined) {
      const last = this.#events('SELECT event FROM events ORDER BY seq DESC LIMIT 1')[0]
      this.#head = { seq: last?.seq ?? 0, at: last?.at ?? 0 }
    }
    return this.#head
  }

  #events<E extends RoomEvent = RoomEvent>(query: string, ...bindings: (string | number)[]): E[] {
    return this.#sql
      .exec<EventRow>(query, ...bindings)
      .toArray()
      .map(row => JSON.parse(row.event))
  }
}
