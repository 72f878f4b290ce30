/**
 * When members last spoke, in rooms that take their time (slow mode). Written only there: a restart must
 * not let somebody speak before it is their turn.
 */
export class Pace {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Milliseconds until somebody may speak again; 0 when they may. */
  wait(userId: string, slowModeMs: number, now: number): number {
    const query = 'SELECT at FROM paces WHERE user_id = ?'
    const [row] = this.#sql.exec<{ at: number }>(query, userId).toArray()
    // A clock that stepped back makes nobody wait longer than that.
    return row === undefined ? 0 : Math.min(slowModeMs, Math.max(0, row.at + slowModeMs - now))
  }

  spoke(userId: string, now: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO paces (user_id, at) VALUES (?, ?)', userId, now)
  }

  /** Nobody waits any more. */
  clear(): void {
    this.#sql.exec('DELETE FROM paces')
  }
}
