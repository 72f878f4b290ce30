import { v7 as uuidv7 } from 'uuid'

/** Makes of an event in the log one that Postgres will never take: its author has no account. */
export function poison(sql: SqlStorage, seq: number): void {
  sql.exec(
    `UPDATE batches SET events = json_set(events, '$[' || CAST(?1 - first AS INTEGER) || '].by', ?2)
     WHERE ?1 BETWEEN first AND last`,
    seq,
    uuidv7(),
  )
}
