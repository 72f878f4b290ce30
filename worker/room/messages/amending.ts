import type { FrameErrorCode } from '../../../protocol/codes.ts'
import type { MessageSent } from '../../../protocol/events.ts'
import type { Edit, Pin, React } from '../../../protocol/frames.ts'
import { EDITS_MAX, PINS_MAX, REACTIONS_MAX } from '../../../protocol/limits.ts'
import { may, mayActOn, type Permission, type Standing } from '../../../protocol/permissions.ts'
import { isEmoji } from '../../domain/emoji.ts'
import { refuseBody } from '../../domain/message.ts'
import type { Authority } from '../authority.ts'
import type { Written } from '../batch.ts'
import type { Card } from '../card.ts'
import type { Members } from '../members.ts'
import type { Meta } from '../meta.ts'
import type { Actor } from '../operations.ts'
import { callsIn, silenceIn } from '../speaking.ts'
import type { Messages } from './messages.ts'

/** What can be done to a message by one who did not, or did, say it. */
export type Amendment = Edit | React | Pin

/** `so already`: there is nothing to do. */
export type Decision =
  | { kind: 'write'; written: Written }
  | { kind: 'so already' }
  | { kind: 'refused'; code: FrameErrorCode; field?: string; retryAfter?: number }

export interface AmendingParts {
  authority: Authority
  members: Pick<Members, 'current' | 'named'>
  meta: Pick<Meta, 'room'>
  card: Pick<Card, 'filters'>
  messages: Messages
  clock: () => number
}

type Who = Pick<Actor, 'id' | 'isAdmin'>

/** Decides what is done to messages that were said: who may change, mark and pin them, and what that makes. */
export class Amending {
  readonly #parts: AmendingParts

  constructor(parts: AmendingParts) {
    this.#parts = parts
  }

  /** @param found the message with the place that was named, if there is one */
  decide(actor: Who, wanted: Amendment, found: MessageSent | undefined): Decision {
    const { target } = wanted
    if (found === undefined || found.id !== target.id) return refuse('no_such_message')
    if (found.body === '') return refuse('message_deleted')
    switch (wanted.type) {
      case 'edit':
        return this.#edit(actor, wanted, found)
      case 'react':
        return this.#react(actor, wanted)
      case 'pin':
        return this.#pin(actor, wanted)
      default:
        return wanted satisfies never
    }
  }

  #edit(actor: Who, { cid, body, was }: Edit, message: MessageSent): Decision {
    const { members, meta, messages, clock } = this.#parts
    const wrong = refuseBody(body)
    if (wrong !== undefined) return { kind: 'refused', code: wrong, field: 'body' }
    const isOwn = message.by === actor.id
    const standing = this.#standing(actor, isOwn ? 'messages.edit_own' : 'messages.edit_any')
    if (standing === undefined) return refuse('forbidden')
    const author = members.current(message.by)?.role
    if (!isOwn && author != null && !mayActOn(standing, author)) return refuse('forbidden')
    const { editWindowMs } = meta.room.settings
    const isLate = editWindowMs !== null && clock() - message.at > editWindowMs
    if (isLate && !may(standing, 'messages.edit_any', meta.room)) return refuse('edit_expired')
    if (members.current(actor.id) !== undefined) {
      const silence = silenceIn(this.#parts, actor.id, body, clock())
      if (silence !== undefined) return { kind: 'refused', ...silence }
    }
    if (body === message.body) return { kind: 'so already' }
    // A change may come late, from a page that was away: it does not undo what was changed since.
    if (was !== undefined && was !== message.body) return refuse('edit_conflict')
    if (messages.edits.countOf(message.seq) >= EDITS_MAX) return refuse('too_many_edits')
    const calls = callsIn(this.#parts, actor.id, body)
    if (calls === undefined) return refuse('too_many_mentions')
    const { mentions } = calls
    const said = { seq: message.seq, by: message.by, body, ...(mentions && { mentions }) }
    return write(
      { type: 'message.edited', by: actor.id, cid, messages: [said] },
      event => event.type === 'message.edited' && messages.edits.edited(event),
    )
  }

  #react(actor: Who, { cid, target: { seq }, emoji, on }: React): Decision {
    const { reactions } = this.#parts.messages
    if (!isEmoji(emoji)) return { kind: 'refused', code: 'emoji_invalid', field: 'emoji' }
    if (this.#standing(actor, 'messages.react') === undefined) return refuse('forbidden')
    const closed = this.#closed(actor)
    if (closed !== undefined) return closed
    if (reactions.has(seq, emoji, actor.id) === on) return { kind: 'so already' }
    if (on) {
      const isNew = !reactions.holds(seq, emoji)
      if (isNew && reactions.kinds(seq) >= REACTIONS_MAX) return refuse('too_many_reactions')
    }
    return write(
      { type: 'message.reacted', by: actor.id, cid, target: seq, emoji, on },
      event => event.type === 'message.reacted' && reactions.reacted(event),
    )
  }

  #pin(actor: Who, { cid, target: { seq }, on }: Pin): Decision {
    const { pins } = this.#parts.messages
    if (this.#standing(actor, 'messages.pin') === undefined) return refuse('forbidden')
    const closed = this.#closed(actor)
    if (closed !== undefined) return closed
    if (pins.has(seq) === on) return { kind: 'so already' }
    if (on && pins.count >= PINS_MAX) return refuse('too_many_pins')
    return write(
      { type: 'message.pinned', by: actor.id, cid, target: seq, on },
      event => event.type === 'message.pinned' && pins.pinned(event),
    )
  }

  /** What somebody stands as, if they may do this. */
  #standing(actor: Who, permission: Permission): Standing | undefined {
    const standing = this.#parts.authority.standing(actor)
    return may(standing, permission, this.#parts.meta.room) ? standing : undefined
  }

  /** Whoever may not speak says nothing by signs either, nor does anybody in a room that is archived. */
  #closed({ id }: Who): Decision | undefined {
    const { members, meta, clock } = this.#parts
    if (meta.room.archivedAt !== null) return refuse('room_archived')
    const until = members.current(id)?.mutedUntil ?? 0
    const retryAfter = until - clock()
    return retryAfter > 0 ? { kind: 'refused', code: 'muted', retryAfter } : undefined
  }
}

function write(
  draft: Written['draft'],
  alongside: (event: Parameters<NonNullable<Written['alongside']>>[0]) => unknown,
): Decision {
  return { kind: 'write', written: { draft, alongside: event => void alongside(event) } }
}

function refuse(code: FrameErrorCode): Decision {
  return { kind: 'refused', code }
}
