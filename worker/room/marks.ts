import type { Mark } from '../../protocol/frames.ts'
import { READERS_PAGE, RECEIPTS_MEMBERS } from '../../protocol/limits.ts'
import type { Readers } from '../../protocol/rest.ts'
import type { News, Source } from './live.ts'

/** Marks of one statement: as JSON they stay well below what a SQLite value holds, 2 MB. */
const SAVE_MAX_MARKS = 5_000

/** What is known of how somebody follows the room. Seqs, and milliseconds since 1970; 0 where nothing is. */
export interface Following {
  userId: string
  read: number
  delivered: number
  seenAt: number
  /** Whether nobody else is told how far they have read. */
  isPrivate: boolean
}

export interface MarksParts {
  sql: SqlStorage
  /** How many belong to the room now. */
  memberCount: () => number
  /** There is something to tell, or to write. */
  changed: () => void
  /** Something was written that Postgres does not have yet. */
  saved: () => void
  warn: (event: string, fields: Record<string, unknown>) => void
}

type Row = {
  user_id: string
  read_seq: number
  delivered_seq: number
  seen_at: number
  private: number
}

/**
 * How far everybody has read, how far the room has arrived at them, and when they were last here: one row a
 * person, however much is said. Marks only rise. They are written together, a statement for all that moved
 * since the last; what a crash loses in between its readers say again.
 */
export class Marks implements Source {
  readonly #parts: MarksParts
  /** Those that were asked for. */
  readonly #byId = new Map<string, Following>()
  readonly #unsaved = new Set<string>()
  /** Whose mark has risen since the others were told. */
  readonly #risen = new Set<string>()

  constructor(parts: MarksParts) {
    this.#parts = parts
  }

  /** One's own, which is told to nobody but oneself by this. */
  of(userId: string): Mark {
    return markOf(this.#find(userId))
  }

  /** What was read has arrived. */
  read(userId: string, seq: number): void {
    this.#rise(userId, seq, seq)
  }

  /** Told live only in small rooms, and counted only there: in a large one it would cost a row for every reader. */
  delivered(userId: string, seq: number): void {
    if (this.#isTold) this.#rise(userId, 0, seq)
  }

  /** Somebody was last here at `at`. */
  seen(userId: string, at: number): void {
    const before = this.#find(userId)
    if (at > before.seenAt) this.#put({ ...before, seenAt: at })
  }

  /** Whether others may be told of somebody's marks, as their account says by now. */
  keep(userId: string, isPrivate: boolean): void {
    const before = this.#find(userId)
    if (before.isPrivate !== isPrivate) this.#put({ ...before, isPrivate })
  }

  /** Nothing is known of somebody any more. */
  forget(userId: string): void {
    this.#byId.delete(userId)
    this.#unsaved.delete(userId)
    this.#risen.delete(userId)
    this.#parts.sql.exec('DELETE FROM marks WHERE user_id = ?', userId)
  }

  /** The marks of everybody else who belongs and lets them be seen; none in a large room. */
  others(userId: string): Mark[] {
    if (!this.#isTold) return []
    const rows = this.#visible(
      'delivered_seq > 0 AND user_id <> ? LIMIT ?',
      userId,
      RECEIPTS_MEMBERS,
    )
    return rows.map(markOf)
  }

  /** Whom a message has reached, those with the lowest ids after `after` first. */
  readers(seq: number, after = ''): Readers {
    const found = this.#visible(
      'delivered_seq >= ? AND user_id > ? ORDER BY user_id LIMIT ?',
      seq,
      after,
      READERS_PAGE + 1,
    )
    const readers = found.slice(0, READERS_PAGE).map(markOf)
    const last = found.length > READERS_PAGE ? readers.at(-1) : undefined
    return { readers, after: last?.id ?? null }
  }

  /** When these people were last here, those of whom it is known. */
  lastSeen(userIds: readonly string[]): ReadonlyMap<string, number> {
    this.#save()
    const rows = this.#rows(
      'SELECT * FROM marks WHERE user_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(userIds),
    )
    return new Map(rows.flatMap(({ userId, seenAt }) => (seenAt > 0 ? [[userId, seenAt]] : [])))
  }

  news(): News | undefined {
    if (this.#unsaved.size + this.#risen.size === 0) return undefined
    this.#save()
    const risen = [...this.#risen]
    this.#risen.clear()
    if (risen.length === 0 || !this.#isTold) return {}
    const told = risen.map(id => this.#find(id)).filter(({ isPrivate }) => !isPrivate)
    return told.length === 0 ? {} : { receipts: told.map(markOf) }
  }

  /** Some of those that Postgres does not have as they are. */
  uncarried(most: number): Following[] {
    return this.#rows('SELECT * FROM marks WHERE carried = 0 LIMIT ?', most)
  }

  /** Postgres has these; whoever moved on meanwhile is carried once more. */
  carried(followings: readonly Following[]): void {
    this.#parts.sql.exec(
      `UPDATE marks SET carried = 1
       FROM (SELECT value ->> 0 AS id, value ->> 1 AS read, value ->> 2 AS delivered, value ->> 3 AS seen
             FROM json_each(?)) AS told
       WHERE user_id = told.id AND read_seq = told.read
         AND delivered_seq = told.delivered AND seen_at = told.seen`,
      JSON.stringify(followings.map(columnsOf)),
    )
  }

  get #isTold(): boolean {
    return this.#parts.memberCount() <= RECEIPTS_MEMBERS
  }

  #rise(userId: string, read: number, delivered: number): void {
    const before = this.#find(userId)
    if (read <= before.read && delivered <= before.delivered) return
    this.#risen.add(userId)
    this.#put({
      ...before,
      read: Math.max(read, before.read),
      delivered: Math.max(delivered, before.delivered),
    })
  }

  #put(following: Following): void {
    this.#byId.set(following.userId, following)
    this.#unsaved.add(following.userId)
    this.#parts.changed()
  }

  #find(userId: string): Following {
    const known = this.#byId.get(userId)
    if (known !== undefined) return known
    const [row] = this.#rows('SELECT * FROM marks WHERE user_id = ?', userId)
    const found = row ?? { userId, read: 0, delivered: 0, seenAt: 0, isPrivate: false }
    this.#byId.set(userId, found)
    return found
  }

  /** Never throws: what cannot be written now may be with the next that moves. */
  #save(): void {
    if (this.#unsaved.size === 0) return
    const unsaved = [...this.#unsaved].map(id => columnsOf(this.#find(id)))
    try {
      for (let from = 0; from < unsaved.length; from += SAVE_MAX_MARKS)
        this.#parts.sql.exec(SAVE, JSON.stringify(unsaved.slice(from, from + SAVE_MAX_MARKS)))
      this.#unsaved.clear()
      this.#parts.saved()
    } catch (error) {
      this.#parts.warn('marks.failed', { marks: unsaved.length, error })
    }
  }

  /** Of people who belong and are not private. */
  #visible(where: string, ...bindings: (string | number)[]): Following[] {
    this.#save()
    const query = `SELECT marks.* FROM marks JOIN members USING (user_id)
      WHERE role IS NOT NULL AND private = 0 AND ${where}`
    return this.#rows(query, ...bindings)
  }

  #rows(query: string, ...bindings: (string | number)[]): Following[] {
    return this.#parts.sql
      .exec<Row>(query, ...bindings)
      .toArray()
      .map(row => ({
        userId: row.user_id,
        read: row.read_seq,
        delivered: row.delivered_seq,
        seenAt: row.seen_at,
        isPrivate: row.private === 1,
      }))
  }
}

const SAVE = `INSERT INTO marks (user_id, read_seq, delivered_seq, seen_at, private, carried)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, 0 FROM json_each(?) WHERE true
  ON CONFLICT (user_id) DO UPDATE SET
    read_seq = max(read_seq, excluded.read_seq),
    delivered_seq = max(delivered_seq, excluded.delivered_seq),
    seen_at = max(seen_at, excluded.seen_at),
    private = excluded.private,
    carried = 0`

function columnsOf({ userId, read, delivered, seenAt, isPrivate }: Following) {
  return [userId, read, delivered, seenAt, isPrivate ? 1 : 0]
}

function markOf({ userId, read, delivered }: Following): Mark {
  return { id: userId, read, delivered }
}
