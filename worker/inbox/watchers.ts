/** People who watch one person: beyond, they learn how somebody is there only when they ask. */
export const WATCHERS_MAX = 1_000
/** Times that a watcher who does not answer is told again. */
export const TELL_TRIES = 5
/**
 * Milliseconds for which a watcher stays who wants to know nothing for now: they are likely to be back, and a row
 * costs as much as a dozen tellings.
 */
export const WATCHER_KEPT_MS = 24 * 3_600_000

type Row = { user_id: string }

/**
 * Who wants to be told how this person is there. Nobody takes themselves off: whoever is told and does not want to
 * know any more says so then, and is taken off once they have been on for a while.
 */
export class Watchers {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  get isEmpty(): boolean {
    return this.#sql.exec('SELECT 1 FROM watchers LIMIT 1').toArray().length === 0
  }

  all(): string[] {
    return this.#ids('SELECT user_id FROM watchers')
  }

  /** Those who did not answer when they were told last. */
  owed(): string[] {
    return this.#ids('SELECT user_id FROM watchers WHERE tries > 0')
  }

  /**
   * A row that is there already is written again only when it is about to go.
   * @returns whether they are on the list now
   */
  add(userId: string, now: number): boolean {
    this.#sql.exec(
      'UPDATE watchers SET since = ?, tries = 0 WHERE user_id = ? AND (tries > 0 OR since <= ?)',
      now,
      userId,
      now - WATCHER_KEPT_MS,
    )
    this.#sql.exec(
      // Who is there already is found without counting the others.
      `INSERT INTO watchers (user_id, since) SELECT ?1, ?2
       WHERE NOT EXISTS (SELECT 1 FROM watchers WHERE user_id = ?1)
         AND (SELECT count(*) FROM watchers) < ?3`,
      userId,
      now,
      WATCHERS_MAX,
    )
    return this.#ids('SELECT user_id FROM watchers WHERE user_id = ?', userId).length > 0
  }

  /** They were told, and did not want to know. */
  toldInVain(userId: string, now: number): void {
    this.#sql.exec(
      'DELETE FROM watchers WHERE user_id = ? AND since <= ?',
      userId,
      now - WATCHER_KEPT_MS,
    )
  }

  remove(userId: string): void {
    this.#sql.exec('DELETE FROM watchers WHERE user_id = ?', userId)
  }

  answered(userId: string): void {
    this.#sql.exec('UPDATE watchers SET tries = 0 WHERE user_id = ? AND tries > 0', userId)
  }

  /** Whoever never answers is given up: they ask again when they come back. */
  unanswered(userId: string): void {
    this.#sql.exec('UPDATE watchers SET tries = tries + 1 WHERE user_id = ?', userId)
    this.#sql.exec('DELETE FROM watchers WHERE user_id = ? AND tries >= ?', userId, TELL_TRIES)
  }

  #ids(query: string, ...bindings: unknown[]): string[] {
    return this.#sql
      .exec<Row>(query, ...bindings)
      .toArray()
      .map(row => row.user_id)
  }
}
