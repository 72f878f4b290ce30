/** Events that Postgres refuses for good. They stay in the log; this says which, and why. */
export class Quarantine {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  put(seq: number, code: string, at: number): void {
    this.#sql.exec('INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?)', seq, code, at)
  }

  /** @returns how many events Postgres has refused */
  get count(): number {
    return this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM quarantine').one().n
  }
}
