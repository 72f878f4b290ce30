import type { Presence } from '../../protocol/inbox-frames.ts'

/** How somebody is there, as others are told. Of two of one person the one of the later `version` counts. */
export interface Report {
  presence: Presence
  /** Milliseconds since 1970; null while they are there, and where it is not known. */
  lastSeenAt: number | null
  version: number
}

/** A report, and whether whoever asked for it will be told when it is so no more. */
export type Answer = Report & { isListed: boolean }

/** Milliseconds for which it is believed that those who watch may do so. */
export const CHECK_EVERY_MS = 10 * 60_000

type Row = {
  presence: string
  left_at: number | null
  version: number
  checked_at: number
}

/** Of whom nothing was ever known. */
export const UNSEEN: Report = { presence: 'offline', lastSeenAt: null, version: 0 }

/** What the others believe of this person. It outlives a sleep: they are told of what is different from it. */
export class Believed {
  readonly #sql: SqlStorage
  #presence = UNSEEN.presence
  #leftAt = UNSEEN.lastSeenAt
  #version = UNSEEN.version
  #checkedAt = 0
  #isCheckDue = false

  constructor(sql: SqlStorage) {
    this.#sql = sql
    const [row] = sql.exec<Row>('SELECT * FROM believed').toArray()
    if (row === undefined) return
    this.#presence = row.presence as Presence
    this.#leftAt = row.left_at
    this.#version = row.version
    this.#checkedAt = row.checked_at
  }

  get report(): Report {
    const isGone = this.#presence === 'offline'
    const lastSeenAt = isGone ? this.#leftAt : null
    return { presence: this.#presence, lastSeenAt, version: this.#version }
  }

  /** When they left, whether or not the others know of it yet: milliseconds since 1970. */
  get leftAt(): number | null {
    return this.#leftAt
  }

  /** They have left, and nobody is told so far. */
  left(at: number): void {
    this.#leftAt = at
    this.#save()
  }

  /** They have left at some time, and nobody was told that they were there. */
  gone(now: number): void {
    if (this.#presence !== 'offline') this.become('offline', null, now)
  }

  /** They are back, before anybody was told that they had left. */
  back(): void {
    if (this.#leftAt === null || this.#presence === 'offline') return
    this.#leftAt = null
    this.#save()
  }

  /** @param leftAt when they left, if they have, and others are to know */
  become(presence: Presence, leftAt: number | null, now: number): void {
    this.#presence = presence
    this.#leftAt = leftAt
    this.#isCheckDue ||= now - this.#checkedAt >= CHECK_EVERY_MS
    if (this.#isCheckDue) this.#checkedAt = now
    // By the clock: it goes on rising should what is kept here ever be set back.
    this.#version = Math.max(now, this.#version + 1)
    this.#save()
  }

  /** Whether it is to be asked now who may watch. It is noted with the change that they are told, so it costs no row. */
  takeCheck(): boolean {
    const isDue = this.#isCheckDue
    this.#isCheckDue = false
    return isDue
  }

  #save(): void {
    this.#sql.exec(
      `INSERT INTO believed (one, presence, left_at, version, checked_at)
       VALUES (1, ?1, ?2, ?3, ?4) ON CONFLICT (one)
       DO UPDATE SET presence = ?1, left_at = ?2, version = ?3, checked_at = ?4`,
      this.#presence,
      this.#leftAt,
      this.#version,
      this.#checkedAt,
    )
  }
}
