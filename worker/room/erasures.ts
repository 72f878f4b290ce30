import { erasedFrom } from '../../protocol/erased.ts'
import { isRetelling, type Retelling, type RoomEvent } from '../../protocol/events.ts'

/** Which copy is being gone through: the room's own log, what Postgres has of it, or none any more. */
export type Stage = 'log' | 'archive' | 'done'

/** Somebody who has deleted their account, and how far that has come here. */
export interface Erasure {
  userId: string
  /** Whether what they said goes, too, or their names alone. */
  purged: boolean
  /** The seq behind which there is nothing of theirs. */
  until: number
  stage: Stage
  /** The seq to go on from in this stage. */
  next: number
}

type Row = { user_id: string; purged: number; until: number; stage: Stage; next: number }

/**
 * Who of the room has deleted their account. From the moment it is known nobody is told of them any
 * more, whatever the copies still say (`masked`); the eraser then goes through those.
 */
export class Erasures {
  readonly #sql: SqlStorage
  #byId: Map<string, Erasure> | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  of(userId: string): Erasure | undefined {
    return this.#erasures.get(userId)
  }

  /** One with something left to do. */
  get unfinished(): Erasure | undefined {
    for (const erasure of this.#erasures.values()) if (erasure.stage !== 'done') return erasure
    return undefined
  }

  put(erasure: Erasure): void {
    const { userId, purged, until, stage, next } = erasure
    this.#sql.exec(
      'INSERT OR REPLACE INTO erasures (user_id, purged, until, stage, next) VALUES (?, ?, ?, ?, ?)',
      userId,
      purged ? 1 : 0,
      until,
      stage,
      next,
    )
    this.#byId?.set(userId, erasure)
  }

  /** What was written last was taken back. */
  forget(): void {
    this.#byId = undefined
  }

  /** Events as they may be told. Kept for good: a backup of Postgres may bring back what was erased. */
  masked<E extends RoomEvent>(events: E[]): E[] {
    if (this.#erasures.size === 0) return events
    return events.map(event => {
      if (isRetelling(event))
        return this.#purgedIn(event).reduce<E>((told, id) => erasedFrom(told, id, true), event)
      const about = 'member' in event ? event.member.id : event.by
      const erasure = this.#erasures.get(about)
      return erasure === undefined ? event : erasedFrom(event, about, erasure.purged)
    })
  }

  /** Of whom nothing that is told anew is told: it may be of others than who told it. */
  #purgedIn(event: Retelling): string[] {
    const authors = new Set(event.messages.map(({ by }) => by))
    return [...authors].filter(id => this.#erasures.get(id)?.purged === true)
  }

  get #erasures(): Map<string, Erasure> {
    this.#byId ??= new Map(
      this.#sql
        .exec<Row>('SELECT * FROM erasures')
        .toArray()
        .map(({ user_id: userId, purged, ...row }) => ({ ...row, userId, purged: purged === 1 }))
        .map(erasure => [erasure.userId, erasure]),
    )
    return this.#byId
  }
}
