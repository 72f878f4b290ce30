import { DELETE_MAX_MESSAGES } from '../../../protocol/limits.ts'
import type { Draft, Written } from '../batch.ts'
import type { Log } from '../log.ts'
import type { Deletions } from './deletions.ts'
import type { Messages } from './messages.ts'

export interface DisappearingParts {
  sql: SqlStorage
  log: Log
  deletions: Deletions
  messages: Messages
  clock: () => number
  record: (...written: Written[]) => void
}

type Row = { seq: number; user_id: string; at: number }

/**
 * Messages that are there for a while only. When their time is over they are removed like others, and for good:
 * their words are taken out at once.
 */
export class Disappearing {
  readonly #parts: DisappearingParts

  constructor(parts: DisappearingParts) {
    this.#parts = parts
  }

  /** Written with the message. @param at when it disappears, in milliseconds since 1970 */
  add(seq: number, userId: string, at: number): void {
    this.#parts.sql.exec(
      'INSERT OR REPLACE INTO expiring (seq, user_id, at) VALUES (?, ?, ?)',
      ...[seq, userId, at],
    )
  }

  /**
   * Removes what is due.
   * @returns when the next is, in milliseconds since 1970, if there is one
   */
  step(): number | undefined {
    const { sql, clock, record } = this.#parts
    const due = sql
      .exec<Row>(
        'SELECT seq, user_id, at FROM expiring WHERE at <= ? ORDER BY at LIMIT ?',
        ...[clock(), DELETE_MAX_MESSAGES],
      )
      .toArray()
    const authors = Map.groupBy(due, row => row.user_id)
    record(
      ...[...authors].map(([by, rows]) =>
        this.#written(
          by,
          rows.map(({ seq }) => seq),
        ),
      ),
    )
    return this.firstAt
  }

  /** When the first of them is due, in milliseconds since 1970, if there is one. */
  get firstAt(): number | undefined {
    const query = 'SELECT min(at) AS at FROM expiring'
    return this.#parts.sql.exec<{ at: number | null }>(query).one().at ?? undefined
  }

  #written(by: string, targets: number[]): Written {
    const { sql, log, deletions, messages, clock } = this.#parts
    const draft: Draft = { type: 'message.deleted', by, targets, expired: true }
    return {
      draft,
      alongside: () => {
        deletions.add(targets, by, clock())
        for (const seq of targets) {
          messages.blank(seq)
          sql.exec('DELETE FROM expiring WHERE seq = ?', seq)
        }
        deletions.blanked(targets)
        messages.deleted({ targets })
        // What is in memory was read before.
        log.forgetTail()
      },
    }
  }
}
