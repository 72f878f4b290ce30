import { bringUpToDate } from '../objects/schema.ts'

// The schema of an inbox's own SQLite, as steps. They are only ever appended: never edit, reorder or remove one
// that has been released.

const STEPS: readonly string[] = [
  // 1: how the person is there, as others were told, and who those are. The index holds nobody, mostly.
  `CREATE TABLE believed (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     presence TEXT NOT NULL,
     left_at INTEGER,
     version INTEGER NOT NULL,
     checked_at INTEGER NOT NULL
   );
   CREATE TABLE watchers (
     user_id TEXT PRIMARY KEY,
     since INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0
   ) WITHOUT ROWID;
   CREATE INDEX watchers_owed ON watchers (user_id) WHERE tries > 0;`,
]

export function migrate(storage: DurableObjectStorage): void {
  bringUpToDate(storage, STEPS)
}
