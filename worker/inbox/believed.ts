import type { Presence } from '../../protocol/inbox-frames.ts'

/** How somebody is there, as others are told. Of two of one person the one of the later `version` counts. */
export interface Report {
  presence: Presence
  /** Milliseconds since 1970; null while they are there, and where it is not known. */
  lastSeenAt: number | null
  version: number
}

type Row = { presence: string; last_seen_at: number | null; version: number }

const UNSEEN: Report = { presence: 'offline', lastSeenAt: null, version: 0 }

/** What the others believe of this person. It outlives a sleep: they are told of what is different from it. */
export class Believed {
  readonly #sql: SqlStorage
  #report: Report

  constructor(sql: SqlStorage) {
    this.#sql = sql
    const [row] = sql.exec<Row>('SELECT presence, last_seen_at, version FROM believed').toArray()
    this.#report =
      row === undefined
        ? UNSEEN
        : {
            presence: row.presence as Presence,
            lastSeenAt: row.last_seen_at,
            version: row.version,
          }
  }

  get report(): Report {
    return this.#report
  }

  /** @param lastSeenAt when they were last there, if they are not */
  become(presence: Presence, lastSeenAt: number | null, now: number): void {
    // By the clock: it goes on rising should what is kept here ever be set back.
    const version = Math.max(now, this.#report.version + 1)
    this.#sql.exec(
      `INSERT INTO believed (one, presence, last_seen_at, version) VALUES (1, ?1, ?2, ?3)
       ON CONFLICT (one) DO UPDATE SET presence = ?1, last_seen_at = ?2, version = ?3`,
      presence,
      lastSeenAt,
      version,
    )
    this.#report = { presence, lastSeenAt, version }
  }
}
