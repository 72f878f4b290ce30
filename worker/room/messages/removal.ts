import type { MessageRestored, MessageSent } from '../../../protocol/events.ts'
import { RESTORE_MS } from '../../../protocol/limits.ts'
import type { Permission } from '../../../protocol/permissions.ts'
import { done, type Outcome, refused } from '../../domain/outcome.ts'
import type { Authority } from '../authority.ts'
import type { Draft, Written } from '../batch.ts'
import type { Erasures } from '../erasures.ts'
import type { Log } from '../log.ts'
import type { Meta } from '../meta.ts'
import type { Actor } from '../operations.ts'
import type { Deletions } from './deletions.ts'
import type { Messages } from './messages.ts'

/** Removed messages whose text is taken out of the log in one go. */
const BLANK_MAX_MESSAGES = 100
/** UTF-16 units that one event brings back, which everybody is sent: what is more has to be asked for again. */
export const RESTORE_MAX_UNITS = 131_072

export interface RemovalParts {
  authority: Authority
  deletions: Deletions
  erasures: Erasures
  log: Log
  meta: Pick<Meta, 'base' | 'expired'>
  messages: Messages
  clock: () => number
  record: (...written: Written[]) => void
}

/** Takes messages away, and for a while brings them back. */
export class Removal {
  readonly #parts: RemovalParts

  constructor(parts: RemovalParts) {
    this.#parts = parts
  }

  /**
   * Removes messages: one's own, or anybody's by right. What is none, or was removed before, is passed over.
   * @throws Unavailable when it takes Postgres to know whose they are, and that does not answer
   */
  async delete(
    actor: Actor,
    seqs: readonly number[],
    reason: string | undefined,
  ): Promise<Outcome<{ seqs: number[] }>> {
    const { authority } = this.#parts
    const belongs = authority.permit(actor, 'messages.read')
    if (!belongs.ok) return belongs
    // Before Postgres is asked, which costs the same whatever comes of it.
    const unpaid = authority.pay(actor.id)
    if (unpaid !== undefined) return unpaid
    const found = await this.#parts.messages.at(seqs)
    // Postgres may have taken its time: what they may is asked now.
    const isOwn = found.every(({ by }) => by === actor.id)
    const permission = isOwn ? 'messages.delete_own' : 'messages.delete_any'
    const permitted = authority.permit(actor, permission)
    if (!permitted.ok) return permitted
    const targets = found.filter(({ body }) => body !== '').map(({ seq }) => seq)
    if (targets.length === 0) return refused('not_found')
    this.#parts.record(this.written(actor.id, targets, reason))
    return done({ seqs: targets })
  }

  /** What removes messages, to be recorded. @param reason why, if anybody says */
  written(by: string, targets: number[], reason: string | undefined): Written {
    const { deletions, log, messages, clock } = this.#parts
    const draft: Draft = { type: 'message.deleted', by, targets, ...told(reason) }
    return {
      draft,
      alongside: () => {
        deletions.add(targets, by, clock())
        messages.deleted({ targets })
        // What is in memory was read before.
        log.forgetTail()
      },
    }
  }

  /** Brings messages back that were removed not long ago: one's own by oneself, or by anybody for whoever may. */
  restore(actor: Actor, seqs: readonly number[]): Outcome<{ seqs: number[] }> {
    const { authority, deletions, clock, record, log, messages: store } = this.#parts
    const removed = [...new Set(seqs)].flatMap(seq => deletions.of(seq) ?? [])
    const isOwn = removed.every(({ by }) => by === actor.id)
    const permitted = authority.permit(actor, isOwn ? 'messages.delete_own' : 'messages.delete_any')
    if (!permitted.ok) return permitted
    if (removed.length === 0) return refused('not_found')
    const since = clock() - RESTORE_MS
    const messages = fewOf(
      removed.filter(({ at }) => at > since).flatMap(({ seq }) => this.#said(seq)),
    )
    if (messages.length === 0) return refused('undo_expired')
    // Who removed what others said did so by right, and may have that no more.
    const isTheirs = messages.every(({ by }) => by === actor.id)
    const still = isTheirs ? permitted : authority.permit(actor, 'messages.delete_any')
    if (!still.ok) return still
    const unpaid = authority.pay(actor.id)
    if (unpaid !== undefined) return unpaid
    const back = messages.map(({ seq }) => seq)
    record({
      draft: { type: 'message.restored', by: actor.id, messages },
      alongside: event => {
        if (event.type === 'message.restored') store.restored(event)
        deletions.remove(back)
        log.forgetTail()
      },
    })
    return done({ seqs: back })
  }

  /** A message as it was said, for whoever may report it, or do something else with it. @throws Unavailable */
  async message(
    actor: Actor,
    seq: number,
    permission: Permission = 'messages.report',
  ): Promise<Outcome<MessageSent>> {
    const { authority } = this.#parts
    const before = authority.permit(actor, permission)
    if (!before.ok) return before
    const [message] = await this.#parts.messages.at([seq])
    const permitted = authority.permit(actor, permission)
    if (!permitted.ok) return permitted
    return message === undefined || message.body === '' ? refused('not_found') : done(message)
  }

  /**
   * Takes out of the log what can be brought back no more.
   * @returns when there will be more to do, in milliseconds since 1970, if there will
   */
  blank(): number | undefined {
    const { deletions, messages, clock } = this.#parts
    const due = deletions.due(clock() - RESTORE_MS, BLANK_MAX_MESSAGES)
    for (const seq of due) messages.blank(seq)
    deletions.blanked(due)
    return this.firstAt
  }

  /** When the first of those is that can be brought back no more: milliseconds since 1970. */
  get firstAt(): number | undefined {
    const { firstAt } = this.#parts.deletions
    return firstAt === undefined ? undefined : firstAt + RESTORE_MS
  }

  /** What a removed message said, if the room still holds it and may tell. */
  #said(seq: number): MessageRestored['messages'] {
    const { log, meta, erasures, messages } = this.#parts
    const event = seq >= Math.max(meta.base, meta.expired) ? log.unmasked(seq) : undefined
    if (event?.type !== 'message.sent' || event.body === '') return []
    if (erasures.of(event.by)?.purged === true) return []
    const { body, mentions } = messages.edits.of([seq]).get(seq) ?? event
    return [{ seq, by: event.by, body, ...(mentions !== undefined && { mentions }) }]
  }
}

/** The first of these messages, at least one, as many as one event brings back. */
function fewOf(messages: MessageRestored['messages']): MessageRestored['messages'] {
  let units = 0
  const end = messages.findIndex(({ body }, index) => {
    units += body.length
    return index > 0 && units > RESTORE_MAX_UNITS
  })
  return end === -1 ? messages : messages.slice(0, end)
}

/** Why, if anybody says. */
export function told(reason: string | undefined): { reason?: string } {
  return reason === undefined || reason === '' ? {} : { reason }
}
