import type { PendingInvitation, Person } from '../../protocol/rest.ts'

type Row = { person: string; invited_by: string; at: number; until: number }

/** Who was asked into the room by name and has not answered. Times are milliseconds since 1970. */
export class Invitations {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** The one somebody has, unless it is too old. */
  of(userId: string, now: number): PendingInvitation | undefined {
    return this.#rows('user_id = ? AND until > ?', userId, now)[0]
  }

  /** All that are open, the newest first. */
  open(now: number): PendingInvitation[] {
    return this.#rows('until > ? ORDER BY at DESC, user_id', now)
  }

  put({ person, by, at, until }: PendingInvitation): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO invitations (user_id, person, invited_by, at, until) VALUES (?, ?, ?, ?, ?)',
      person.id,
      JSON.stringify(person),
      by,
      at,
      until,
    )
  }

  remove(userId: string): void {
    this.#sql.exec('DELETE FROM invitations WHERE user_id = ?', userId)
  }

  /** Lets go of those nobody can answer any more. */
  sweep(now: number): void {
    this.#sql.exec('DELETE FROM invitations WHERE until <= ?', now)
  }

  #rows(which: string, ...bindings: (string | number)[]): PendingInvitation[] {
    return this.#sql
      .exec<Row>(`SELECT * FROM invitations WHERE ${which}`, ...bindings)
      .toArray()
      .map(({ person, invited_by: by, at, until }) => {
        return { person: JSON.parse(person) as Person, by, at, until }
      })
  }
}
