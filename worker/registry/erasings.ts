/** An account that was deleted, and of which something may be left. */
export interface Erasing {
  accountId: string
  /** Whether what they said goes, too: as it was when they asked. */
  purged: boolean
  /** Milliseconds since 1970. */
  since: number
}

type Row = { account_id: string; purged: number; since: number }

/**
 * The accounts that are being erased: what the minute's cron goes on with. It is kept here and not in
 * Postgres, which may sleep as long as there are none.
 */
export class Erasings {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(`
      CREATE TABLE IF NOT EXISTS erasings (
        account_id TEXT PRIMARY KEY,
        purged INTEGER NOT NULL,
        since INTEGER NOT NULL,
        visited_at INTEGER NOT NULL DEFAULT 0
      ) WITHOUT ROWID`)
  }

  /** Asked again, what becomes of their messages stays as it was asked first. */
  begin(accountId: string, purged: boolean, now: number): void {
    this.#sql.exec(
      `INSERT INTO erasings (account_id, purged, since) VALUES (?, ?, ?)
       ON CONFLICT (account_id) DO UPDATE SET since = excluded.since`,
      accountId,
      purged ? 1 : 0,
      now,
    )
  }

  /** Those not visited for longest, which are visited now. */
  visit(limit: number, now: number): Erasing[] {
    const rows = this.#sql
      .exec<Row>(
        'SELECT account_id, purged, since FROM erasings ORDER BY visited_at, since LIMIT ?',
        limit,
      )
      .toArray()
    for (const { account_id } of rows)
      this.#sql.exec('UPDATE erasings SET visited_at = ? WHERE account_id = ?', now, account_id)
    return rows.map(({ account_id: accountId, purged, since }) => ({
      accountId,
      purged: purged === 1,
      since,
    }))
  }

  end(accountId: string): void {
    this.#sql.exec('DELETE FROM erasings WHERE account_id = ?', accountId)
  }
}
