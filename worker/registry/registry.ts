import type { Found, Standing } from '../room/registration.ts'

/** A room with undrained events, and when it last said so: milliseconds since 1970. */
export interface Undrained {
  roomId: string
  since: number
  told: number
}

/** One that the sweeper has visited, and what it found, or that did not answer. */
export type Swept = Undrained & (Found | { progress: 'waiting' })

/** What an operator watches. */
export interface Figures {
  undrainedRooms: number
  /** Since when the slowest of them has not moved; null when there is none. */
  undrainedSince: number | null
  liveRooms: number
  quarantinedEvents: number
}

type Row = { room_id: string; undrained_since: number; told: number }

/**
 * The rooms in which something is going on: events on their way to Postgres, or open sockets. It
 * lists rooms for the sweeper and the operator; what is true of a room only the room knows. A row
 * written costs a thousand read: there is no index, and what says nothing new writes nothing.
 */
export class Registry {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(`
      CREATE TABLE IF NOT EXISTS rooms (
        room_id TEXT PRIMARY KEY,
        undrained_since INTEGER,
        swept_at INTEGER NOT NULL DEFAULT 0,
        told INTEGER NOT NULL DEFAULT 0,
        is_live INTEGER NOT NULL DEFAULT 0
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS totals (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;`)
  }

  tell(roomId: string, { undrained, live, quarantined }: Standing, now: number): void {
    // While the sweeper may be there, `told` rises with every word, even one that says nothing new:
    // settling what was seen leaves a later word standing.
    if (undrained === true)
      this.#sql.exec(
        `INSERT INTO rooms (room_id, undrained_since, told) VALUES (?1, ?2, 1)
         ON CONFLICT (room_id) DO UPDATE
         SET undrained_since = coalesce(undrained_since, ?2), told = told + 1`,
        roomId,
        now,
      )
    if (live === true)
      this.#sql.exec(
        `INSERT INTO rooms (room_id, is_live, told) VALUES (?, 1, 1)
         ON CONFLICT (room_id) DO UPDATE SET is_live = 1, told = told + 1
         WHERE is_live = 0 OR undrained_since IS NOT NULL`,
        roomId,
      )
    if (live === false) this.#emptied(roomId)
    if (quarantined !== undefined)
      this.#sql.exec(
        `INSERT INTO totals VALUES ('quarantined', ?1) ON CONFLICT (name) DO UPDATE SET n = n + ?1`,
        quarantined,
      )
  }

  /** Its entry goes with its sockets, unless it has events on their way. */
  #emptied(roomId: string): void {
    this.#sql.exec('DELETE FROM rooms WHERE room_id = ? AND undrained_since IS NULL', roomId)
    this.#sql.exec('UPDATE rooms SET is_live = 0, told = told + 1 WHERE room_id = ?', roomId)
  }

  /** Those not visited for longest first, so that busy ones never keep others from their turn. */
  undrained(limit: number): Undrained[] {
    return this.#sql
      .exec<Row>(
        `SELECT room_id, undrained_since, told FROM rooms WHERE undrained_since IS NOT NULL
         ORDER BY swept_at, undrained_since LIMIT ?`,
        limit,
      )
      .toArray()
      .map(row => ({ roomId: row.room_id, since: row.undrained_since, told: row.told }))
  }

  /** The room was visited; what was found there holds as of the word it had given then. */
  settle({ roomId, since, told, ...found }: Swept, now: number): void {
    const live = 'live' in found ? found.live : undefined
    // `told` begins anew with an entry that was taken away, which an overlapping sweep may do.
    const asSeen = 'WHERE room_id = ? AND undrained_since = ? AND told = ?'
    if (found.progress === 'drained' && live === false) {
      this.#sql.exec(`DELETE FROM rooms ${asSeen}`, roomId, since, told)
      return
    }
    const still = { drained: null, moving: now, waiting: since }[found.progress]
    this.#sql.exec(
      `UPDATE rooms SET undrained_since = ?, swept_at = ?, is_live = coalesce(?, is_live) ${asSeen}`,
      still,
      now,
      live === undefined ? null : Number(live),
      roomId,
      since,
      told,
    )
  }

  live(): string[] {
    return this.#sql
      .exec<{ room_id: string }>('SELECT room_id FROM rooms WHERE is_live = 1')
      .toArray()
      .map(row => row.room_id)
  }

  figures(): Figures {
    const { rooms, since, live } = this.#sql
      .exec<{ rooms: number; since: number | null; live: number }>(
        `SELECT count(undrained_since) AS rooms, min(undrained_since) AS since,
           coalesce(sum(is_live), 0) AS live FROM rooms`,
      )
      .one()
    const totals = this.#sql
      .exec<{ n: number }>(`SELECT n FROM totals WHERE name = 'quarantined'`)
      .toArray()
    return {
      undrainedRooms: rooms,
      undrainedSince: since,
      liveRooms: live,
      quarantinedEvents: totals[0]?.n ?? 0,
    }
  }
}
