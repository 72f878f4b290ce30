import { isRetelling, type MessageSent, type RoomEvent } from '../../protocol/events.ts'
import { LogTail } from './log-tail.ts'

type BatchRow = { events: string }
type Batch = { first: number; events: string }

/** What stands under a cid: the event, or its seq alone when its text is in Postgres only. */
export type Recorded = RoomEvent | number

/** Takes away from events what nobody is to be told any more. */
export type Masked = <E extends RoomEvent>(events: E[]) => E[]

/** Batches that are looked through in one go, and the UTF-16 units of their texts. */
export const REWRITE_BATCHES = 500
const REWRITE_UNITS = 1_048_576

/** The first row that may hold a seq (the first binding); rows follow each other without overlap. */
const FROM_ITS_BATCH = 'first >= coalesce((SELECT max(first) FROM batches WHERE first <= ?1), 0)'

/** The batches that hold what there is from one seq (the first binding) to another (the second). */
const HOLDING = `SELECT events FROM batches WHERE ${FROM_ITS_BATCH} AND first <= ?2 ORDER BY first`

/**
 * The room's one ordered truth. A row holds a batch as it went over the wire; what was parsed at
 * the door is not parsed again, so reading back is `JSON.parse` and a type. Every cid has a row of
 * its own that stays. Below the window's base whole batches are let go of: nothing but `recorded`
 * and `letGo` may be asked about what is there.
 */
export class Log {
  readonly #sql: SqlStorage
  readonly #masked: Masked
  readonly #lasting: Masked
  readonly #tail = new LogTail()
  #head: { seq: number; at: number } | undefined

  /**
   * @param masked takes away from what was read what nobody is to be told any more
   * @param lasting takes away what is gone for good, and leaves what can still be brought back
   */
  constructor(
    sql: SqlStorage,
    masked: Masked = events => events,
    lasting: Masked = events => events,
  ) {
    this.#sql = sql
    this.#masked = masked
    this.#lasting = lasting
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
   * Appends events that already carry the next seqs, and their cids, in one statement.
   * @param json the events as one JSON array: the text that also goes over the wire
   */
  append(events: readonly RoomEvent[], json: string): void {
    const [first, last] = [events[0], events.at(-1)]
    if (first === undefined || last === undefined) return
    this.#sql.exec(
      'INSERT INTO appended (first, last, events, cids) VALUES (?, ?, ?, ?)',
      first.seq,
      last.seq,
      json,
      JSON.stringify(cids(events)),
    )
    this.#head = { seq: last.seq, at: last.at }
    this.#tail.push(events)
  }

  /** What was appended last was taken back, or what was read is to be read anew. */
  forgetHead(): void {
    this.#head = undefined
    this.#tail.clear()
  }

  /** What is in memory was read before something was taken away or came back. */
  forgetTail(): void {
    this.#tail.clear()
  }

  /** An event as it was written, whatever nobody is to be told any more. */
  unmasked(seq: number): RoomEvent | undefined {
    return this.#batchOf(seq)?.find(event => event.seq === seq)
  }

  /** Takes what a message said out of the event with this seq, if the log holds it: its own, or one that retells it. */
  blank(target: number, seq = target): void {
    const batch = this.#batchOf(seq)
    const [first] = batch ?? []
    if (batch === undefined || first === undefined) return
    const without = batch.map(event => (event.seq === seq ? withoutWords(event, target) : event))
    this.#sql.exec(
      'UPDATE batches SET events = ? WHERE first = ?',
      JSON.stringify(without),
      first.seq,
    )
  }

  /** Up to `limit` events after `seq`, oldest first. */
  after(seq: number, limit: number): RoomEvent[] {
    const remembered = this.#tail.after(seq, limit)
    if (remembered !== undefined) return remembered
    const events = this.#holding(seq + 1, seq + limit)
    if (events.at(-1)?.seq === this.head) this.#tail.hold(events)
    return events.filter(event => event.seq > seq && event.seq <= seq + limit)
  }

  /**
   * The same with what was removed and can still be brought back, which Postgres keeps as long as the log does:
   * what came there without its words would come back without them.
   */
  whole(seq: number, limit: number): RoomEvent[] {
    const events = this.after(seq, limit)
    if (!events.some(isWordless)) return events
    const rows = this.#rows(HOLDING, seq + 1, seq + limit)
    return this.#lasting(rows.filter(event => event.seq > seq && event.seq <= seq + limit))
  }

  /** The newest `limit` events, oldest first. */
  newest(limit: number): RoomEvent[] {
    return this.after(Math.max(0, this.head - limit), limit)
  }

  /** What a user recorded under a cid. */
  recorded(userId: string, cid: string): Recorded | undefined {
    const query = 'SELECT seq FROM cids WHERE user_id = ? AND cid = ?'
    const row = this.#sql.exec<{ seq: number }>(query, userId, cid).toArray()[0]
    return row && (this.after(row.seq - 1, 1)[0] ?? row.seq)
  }

  /**
   * Lets go of the batches that end between `from` and `to` (which stays), except of those with an
   * event that Postgres does not have. Their cids stay.
   */
  letGo(from: number, to: number): void {
    this.#sql.exec(
      `DELETE FROM batches WHERE ${FROM_ITS_BATCH} AND first < ?2 AND last < ?2
       AND NOT EXISTS (SELECT 1 FROM quarantine WHERE seq BETWEEN first AND last)`,
      from,
      to,
    )
  }

  /**
   * Writes some batches anew, from the one that begins at `from` on, of those that mention an id.
   * @param to the seq behind which none does
   * @returns where to go on, or undefined when that was the last
   */
  rewrite(
    from: number,
    to: number,
    id: string,
    change: (event: RoomEvent) => RoomEvent,
  ): number | undefined {
    const { batches, next } = this.#some(from, to)
    for (const { first, events } of batches) {
      if (!events.includes(id)) continue
      const changed = JSON.stringify((JSON.parse(events) as RoomEvent[]).map(change))
      if (changed !== events)
        this.#sql.exec('UPDATE batches SET events = ? WHERE first = ?', changed, first)
    }
    return next
  }

  /** The batches that begin between two seqs, as many as may be looked through at once. */
  #some(from: number, to: number): { batches: Batch[]; next: number | undefined } {
    const query = 'SELECT first, events FROM batches WHERE first BETWEEN ? AND ? ORDER BY first'
    const batches: Batch[] = []
    let units = 0
    for (const batch of this.#sql.exec<Batch>(query, from, to)) {
      if (batches.length >= REWRITE_BATCHES || units > REWRITE_UNITS)
        return { batches, next: batch.first }
      batches.push(batch)
      units += batch.events.length
    }
    return { batches, next: undefined }
  }

  /** Up to `limit` messages before `seq` and from `base` on, oldest first. */
  messagesBefore(seq: number, base: number, limit: number): MessageSent[] {
    let found: MessageSent[] = []
    let end = Math.min(seq, this.head + 1)
    while (end > base && found.length < limit) {
      const start = Math.max(base, end - limit)
      found = [...messages(this.after(start - 1, end - start)), ...found]
      end = start
    }
    return found.slice(-limit)
  }

  /** Up to `limit` messages after `seq`, oldest first. */
  messagesAfter(seq: number, limit: number): MessageSent[] {
    const found: MessageSent[] = []
    for (let from = seq; from < this.head && found.length < limit; from += limit)
      found.push(...messages(this.after(from, limit)))
    return found.slice(0, limit)
  }

  /**
   * The first seq from `base` on at or after a moment, or one past the head: times rise with seqs,
   * so bisect, by whole batches.
   */
  seqAt(moment: number, base: number): number {
    let low = base
    let high = this.head + 1
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const batch = this.#holding(middle, middle)
      const found = batch.find(event => event.at >= moment)
      if (found === undefined) low = (batch.at(-1)?.seq ?? middle) + 1
      else if (found === batch[0]) high = found.seq
      else return Math.max(base, found.seq)
    }
    return low
  }

  /** The whole batch that holds an event, as it was written. */
  #batchOf(seq: number): RoomEvent[] | undefined {
    const query = `SELECT events FROM batches WHERE ${FROM_ITS_BATCH} AND first <= ?1`
    const [row] = this.#sql.exec<BatchRow>(query, seq).toArray()
    return row && JSON.parse(row.events)
  }

  get #newest(): { seq: number; at: number } {
    if (this.#head === undefined) {
      const query = 'SELECT events FROM batches ORDER BY first DESC LIMIT 1'
      const events = this.#masked(this.#rows(query))
      const last = events.at(-1)
      this.#head = { seq: last?.seq ?? 0, at: last?.at ?? 0 }
      this.#tail.hold(events)
    }
    return this.#head
  }

  /** The whole batches that hold what there is of `from` to `to`, both included. */
  #holding(from: number, to: number): RoomEvent[] {
    return this.#masked(this.#rows(HOLDING, from, to))
  }

  /** The events of some batches, as they were written. */
  #rows(query: string, ...bindings: number[]): RoomEvent[] {
    const rows = this.#sql.exec<BatchRow>(query, ...bindings).toArray()
    // As one array: hundreds of small ones would each be parsed for themselves.
    return JSON.parse(`[${rows.map(row => row.events.slice(1, -1)).join(',')}]`)
  }
}

/** Whether an event has lost words that it told. */
function isWordless(event: RoomEvent): boolean {
  if (event.type === 'message.sent') return event.body === ''
  return isRetelling(event) && event.messages.some(({ body }) => body === '')
}

/** An event without what the message with the seq `target` said. */
function withoutWords(event: RoomEvent, target: number): RoomEvent {
  if (event.type === 'message.sent') return { ...event, body: '' }
  if (!isRetelling(event)) return event
  const messages = event.messages.map(said => (said.seq === target ? { ...said, body: '' } : said))
  return { ...event, messages }
}

/** Who recorded which event under which cid, as the schema's `appended` takes it. */
function cids(events: readonly RoomEvent[]): [string, string, number][] {
  return messages(events).map(({ by, cid, seq }) => [by, cid, seq])
}

function messages(events: readonly RoomEvent[]): MessageSent[] {
  return events.filter(event => event.type === 'message.sent')
}
