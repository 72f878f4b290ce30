import type { FrameErrorCode } from '../../../protocol/codes.ts'
import type { MessageSent } from '../../../protocol/events.ts'
import { SCHEDULED_MAX, SCHEDULED_MAX_MS, SCHEDULED_MIN_MS } from '../../../protocol/limits.ts'
import type { Scheduled, ScheduleMessage } from '../../../protocol/rest.ts'
import { refuseBody } from '../../domain/message.ts'
import { done, type Outcome, refused } from '../../domain/outcome.ts'
import { Unavailable } from '../../unavailable.ts'
import type { Authority } from '../authority.ts'
import type { Written } from '../batch.ts'
import type { Log } from '../log.ts'
import type { Actor } from '../operations.ts'
import { hurried, silenceIn } from '../speaking.ts'
import type { Messages } from './messages.ts'
import { type Context, message, type SayingParts, written } from './saying.ts'

/** Messages that are said at one alarm; those that are due with more of them come at the next. */
const SCHEDULED_AT_ONCE = 50
/** Milliseconds after which what could not be looked up or written is tried again. */
const AGAIN_MS = 30_000

export interface ScheduleParts extends SayingParts {
  sql: SqlStorage
  authority: Authority
  messages: Messages
  log: Pick<Log, 'recorded'>
  clock: () => number
  record: (...written: Written[]) => void
}

type Row = { id: string; user_id: string; at: number; said: string; code: string | null }
type Said = Pick<ScheduleMessage, 'body' | 'style' | 'replyTo' | 'thread'>

/**
 * Messages that wait for their time. Whether they may be said is asked when it has come; what may not be is kept
 * with the reason, for its author to see to.
 */
export class Schedule {
  readonly #parts: ScheduleParts

  constructor(parts: ScheduleParts) {
    this.#parts = parts
  }

  add(actor: Actor, { at, ...said }: ScheduleMessage): Outcome<Scheduled> {
    const { authority, sql, clock } = this.#parts
    const permitted = authority.permitChange(actor, 'messages.send')
    if (!permitted.ok) return permitted
    // Whoever does not belong here says nothing here, by whatever right they come.
    const member = authority.memberOf(actor.id)
    if (!member.ok) return member
    const now = clock()
    if (refuseBody(said.body) !== undefined) return refused('not_sayable')
    if (at < now + SCHEDULED_MIN_MS || at > now + SCHEDULED_MAX_MS)
      return refused('validation_failed')
    if (this.#of(actor.id).length >= SCHEDULED_MAX) return refused('too_many')
    const id = crypto.randomUUID()
    sql.exec(
      'INSERT INTO scheduled (id, user_id, at, said) VALUES (?, ?, ?, ?)',
      ...[id, actor.id, at, JSON.stringify(said)],
    )
    return done({ id, at, ...said, code: null })
  }

  /** One's own, those that come first first. */
  all(actor: Actor): Outcome<Scheduled[]> {
    const permitted = this.#parts.authority.permit(actor, 'messages.read')
    return permitted.ok ? done(this.#of(actor.id).map(toScheduled)) : permitted
  }

  remove(actor: Actor, id: string): Outcome<null> {
    const { authority, sql } = this.#parts
    const permitted = authority.permit(actor, 'messages.read')
    if (!permitted.ok) return permitted
    const { rowsWritten } = sql.exec(
      'DELETE FROM scheduled WHERE id = ? AND user_id = ?',
      ...[id, actor.id],
    )
    return rowsWritten === 0 ? refused('not_found') : done(null)
  }

  /** Somebody has gone for good. */
  forget(userId: string): void {
    this.#parts.sql.exec('DELETE FROM scheduled WHERE user_id = ?', userId)
  }

  /** When the first is due, in milliseconds since 1970, if one is. */
  get firstAt(): number | undefined {
    const query = 'SELECT min(at) AS at FROM scheduled WHERE code IS NULL'
    return this.#parts.sql.exec<{ at: number | null }>(query).one().at ?? undefined
  }

  /**
   * Says what is due.
   * @returns when to come back, in milliseconds since 1970, if there is more to come
   */
  async step(): Promise<number | undefined> {
    const { sql, clock } = this.#parts
    const query = 'SELECT * FROM scheduled WHERE code IS NULL AND at <= ? ORDER BY at LIMIT ?'
    const due = sql.exec<Row>(query, clock(), SCHEDULED_AT_ONCE).toArray()
    let isLeft = false
    // One that has to wait for Postgres keeps nobody else's.
    for (const row of due) if (!(await this.#say(row))) isLeft = true
    return isLeft ? clock() + AGAIN_MS : this.firstAt
  }

  /** @returns false when it has to be tried again */
  async #say(row: Row): Promise<boolean> {
    const { members, meta, log, record, clock } = this.#parts
    const said = JSON.parse(row.said) as Said
    const cid = `scheduled-${row.id}`
    const seqs = [said.replyTo, said.thread].flatMap(address => address?.seq ?? [])
    const found = seqs.length === 0 ? [] : await this.#found(seqs)
    if (found === undefined) return false
    // It may have been withdrawn meanwhile, or been said before its row was taken away.
    if (!this.#isThere(row.id)) return true
    if (log.recorded(row.user_id, cid) !== undefined) return this.#end(row)
    const { body, style } = said
    const context = contextOf(said, found)
    if (context === undefined) return this.#fail(row, 'no_such_message')
    const { user_id: by } = row
    // Whoever has gone says nothing here; nor does anybody in a room that is gone.
    if (members.current(by) === undefined) return this.#end(row)
    if (meta.room.deletedAt !== null) return this.#fail(row, 'forbidden')
    const wait = hurried(this.#parts, by, clock())
    if (wait > 0) return this.#delay(row, clock() + wait)
    const silence = silenceIn(this.#parts, by, body, clock())
    if (silence !== undefined) return this.#fail(row, silence.code)
    const draft = message(this.#parts, by, { cid, body, style }, context, clock())
    if (draft === undefined) return this.#fail(row, 'too_many_mentions')
    const { alongside, ...rest } = written(this.#parts, draft, context.root, clock())
    record({
      ...rest,
      alongside: event => {
        alongside?.(event)
        this.#end(row)
      },
    })
    return true
  }

  #end({ id }: Row): true {
    this.#parts.sql.exec('DELETE FROM scheduled WHERE id = ?', id)
    return true
  }

  #fail({ id }: Row, code: FrameErrorCode): true {
    this.#parts.sql.exec('UPDATE scheduled SET code = ? WHERE id = ?', code, id)
    return true
  }

  /** In a room that takes its time it is said when it may be. */
  #delay({ id }: Row, at: number): true {
    this.#parts.sql.exec('UPDATE scheduled SET at = ? WHERE id = ?', at, id)
    return true
  }

  /** The messages that are referred to; undefined while Postgres does not tell. */
  async #found(seqs: readonly number[]): Promise<MessageSent[] | undefined> {
    try {
      return await this.#parts.messages.at(seqs)
    } catch (error) {
      if (error instanceof Unavailable) return undefined
      // What cannot be read is not there to be answered.
      return []
    }
  }

  #isThere(id: string): boolean {
    return this.#parts.sql.exec('SELECT 1 FROM scheduled WHERE id = ?', id).toArray().length > 0
  }

  #of(userId: string): Row[] {
    const query = 'SELECT * FROM scheduled WHERE user_id = ? ORDER BY at'
    return this.#parts.sql.exec<Row>(query, userId).toArray()
  }
}

/** @returns undefined when something that it refers to is not there any more */
function contextOf({ replyTo, thread }: Said, found: readonly MessageSent[]): Context | undefined {
  const answered = found.find(({ seq, id }) => seq === replyTo?.seq && id === replyTo.id)
  const root = found.find(({ seq, id }) => seq === thread?.seq && id === thread.id)
  if ((replyTo && !answered?.body) || (thread && (!root?.body || root.thread !== undefined)))
    return undefined
  return {
    ...(answered && { replyTo: answered.seq }),
    ...(root && { thread: root.seq, root }),
  }
}

function toScheduled({ id, at, said, code }: Row): Scheduled {
  return { id, at, ...(JSON.parse(said) as Said), code }
}
