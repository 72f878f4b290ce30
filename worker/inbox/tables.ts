/** The tables of an inbox. What a later version needs is added here, never taken away: inboxes wake at any age. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS believed (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    presence TEXT NOT NULL,
    left_at INTEGER,
    version INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS watchers (
    user_id TEXT PRIMARY KEY,
    since INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS watchers_owed ON watchers (user_id) WHERE tries > 0;`

export function createTables(sql: SqlStorage): void {
  sql.exec(TABLES)
}

/** Whether this has been anybody's inbox. An object that is only asked writes nothing. */
export function isBorn(sql: SqlStorage): boolean {
  const found = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'watchers'")
  return found.toArray().length > 0
}
