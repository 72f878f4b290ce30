/** Whether the object has ever been anything: looking at an unknown id must not write anything. */
export function isBorn(sql: SqlStorage): boolean {
  return (
    sql.exec(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'`).toArray()
      .length > 0
  )
}

/**
 * Brings the schema to the newest step, whole or not at all.
 * @param steps all there have ever been: objects live for years and wake at any version
 */
export function bringUpToDate(storage: DurableObjectStorage, steps: readonly string[]): void {
  storage.transactionSync(() => {
    const sql = storage.sql
    sql.exec(
      'CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
    )
    const row = sql
      .exec<{ value: string }>(`SELECT value FROM meta WHERE key = 'schema'`)
      .toArray()[0]
    const version = row === undefined ? 0 : Number(row.value)
    if (version >= steps.length) return
    for (const step of steps.slice(version)) sql.exec(step)
    sql.exec(`INSERT OR REPLACE INTO meta VALUES ('schema', ?)`, String(steps.length))
  })
}
