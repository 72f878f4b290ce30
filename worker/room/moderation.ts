import type { Member, Role, RoomEvent } from '../../protocol/events.ts'
import { DELETE_MAX_MESSAGES } from '../../protocol/limits.ts'
import { mayGive } from '../../protocol/permissions.ts'
import type { Banned } from '../../protocol/rest.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Authority } from './authority.ts'
import type { Draft, Written } from './batch.ts'
import type { Invitations } from './invitations.ts'
import type { Links } from './links.ts'
import type { Log } from './log.ts'
import type { Members } from './members.ts'
import type { Membership } from './membership.ts'
import { type Removal, told } from './messages/removal.ts'
import type { Meta } from './meta.ts'
import type { Actor, Operations } from './operations.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** Events that are looked through at once for what somebody said. */
const LOOK_EVENTS = 500

export interface ModerationParts {
  members: Members
  membership: Membership
  authority: Authority
  removal: Pick<Removal, 'written'>
  invitations: Pick<Invitations, 'remove'>
  links: Pick<Links, 'revokeOf'>
  log: Log
  meta: Pick<Meta, 'base'>
  clock: () => number
  record: (...written: Written[]) => void
}

/** What is done to members: what they are, whether they may speak, whether they have to go. */
export class Moderation {
  readonly #parts: ModerationParts

  constructor(parts: ModerationParts) {
    this.#parts = parts
  }

  appoint(actor: Actor, userId: string, role: Role): Outcome<Member> {
    const { authority, membership, record } = this.#parts
    const permitted = authority.permitOn(actor, 'members.appoint', userId)
    if (!permitted.ok) return permitted
    const { standing, target } = permitted.value
    if (!mayGive(standing, role)) return refused('forbidden')
    if (target.role === role) return done(target)
    if (membership.isLastOwner(target)) return refused('sole_owner')
    record(this.#given(actor, target, role))
    return done({ ...target, role })
  }

  /** Makes somebody owner in one's own place; an admin of the deployment takes nobody's. */
  transfer(actor: Actor, userId: string): Outcome<Member> {
    const { authority, members, record } = this.#parts
    const permitted = authority.permitOn(actor, 'room.transfer', userId)
    if (!permitted.ok) return permitted
    const { standing, target } = permitted.value
    const me = standing === 'owner' ? members.current(actor.id) : undefined
    record(
      ...(target.role === 'owner' ? [] : [this.#given(actor, target, 'owner')]),
      ...(me === undefined ? [] : [this.#given(actor, me, 'admin')]),
    )
    return done(me === undefined ? { ...target, role: 'owner' } : { ...me, role: 'admin' })
  }

  /** Mutes somebody for some minutes, or lets them speak again. */
  mute(actor: Actor, { userId, minutes, reason }: Operations['mute'][0]): Outcome<Member> {
    const { authority, members, clock, record } = this.#parts
    const permitted = authority.permitOn(actor, 'members.mute', userId)
    if (!permitted.ok) return permitted
    const { mutedUntil: before, ...member } = permitted.value.target
    const now = clock()
    if (minutes === null && (before ?? 0) <= now) return done(member)
    const after: Member =
      minutes === null ? member : { ...member, mutedUntil: now + minutes * MINUTE_MS }
    record({
      draft: { type: 'member.muted', by: actor.id, member: after, ...told(reason) },
      alongside: () => members.put(after),
    })
    return done(after)
  }

  /** Ends somebody else's membership; who is banned cannot join again, and what they said may go, too. */
  remove(actor: Actor, wanted: Operations['remove'][0]): Outcome<null> {
    const { userId, ban, purgeHours = 0, reason } = wanted
    const { authority, invitations, links, members, membership, clock, record } = this.#parts
    const permission = ban ? 'members.ban' : 'members.remove'
    // Who left before the ban is banned all the same.
    const permitted = authority.permitOn(actor, permission, userId, ban)
    if (!permitted.ok) return permitted
    const { target } = permitted.value
    if (membership.isLastOwner(target)) return refused('sole_owner')
    const at = clock()
    const left = { type: 'member.left', by: actor.id, banned: ban, ...told(reason) } as const
    const said = ban && purgeHours > 0 ? this.#saidBy(userId, at - purgeHours * HOUR_MS) : []
    record(
      membership.departure(target, left, () => {
        // They, or who is with them, would come back by these.
        links.revokeOf(userId, at)
        invitations.remove(userId)
        if (!ban) return
        const departed = { ...target, role: null }
        members.put(departed, { ban: { by: actor.id, at, reason: reason ?? '' } })
      }),
      ...this.#deletion(actor, said, reason),
    )
    return done(null)
  }

  /** Lets somebody join again. */
  unban(actor: Actor, userId: string): Outcome<null> {
    const { authority, members, record } = this.#parts
    const permitted = authority.permit(actor, 'members.ban')
    if (!permitted.ok) return permitted
    const member = members.known(userId)
    if (member === undefined || members.ban(userId) === undefined) return refused('no_such_member')
    const unpaid = authority.pay(actor.id)
    if (unpaid !== undefined) return unpaid
    const draft: Draft = { type: 'member.unbanned', by: actor.id, member }
    record({ draft, alongside: () => members.put(member, { ban: null }) })
    return done(null)
  }

  /** Who may not come back, the latest first. */
  banned(actor: Actor): Outcome<Banned[]> {
    const { authority, members } = this.#parts
    const permitted = authority.permit(actor, 'members.ban')
    if (!permitted.ok) return permitted
    const banned = members.banned().map(({ member, ban: { by, at, reason } }) => {
      const { id, username, displayName } = member
      return { person: { id, username, displayName }, by: by || null, at, reason }
    })
    return done(banned.sort((a, b) => b.at - a.at))
  }

  #given(actor: Actor, target: Member, role: Role): Written {
    const member: Member = { ...target, role }
    const was = target.role ?? 'member'
    const draft: Draft = { type: 'member.changed', by: actor.id, member, was }
    return { draft, alongside: () => this.#parts.members.put(member) }
  }

  #deletion(actor: Actor, targets: number[], reason: string | undefined): Written[] {
    return targets.length === 0 ? [] : [this.#parts.removal.written(actor.id, targets, reason)]
  }

  /** What somebody has said since a moment, as far as one event removes it: the newest. */
  #saidBy(userId: string, since: number): number[] {
    const { log, meta } = this.#parts
    const from = log.seqAt(since, meta.base)
    const found: number[] = []
    // Piece by piece: what a busy room has said in a week does not fit into memory.
    for (
      let end = log.head;
      end >= from && found.length < DELETE_MAX_MESSAGES;
      end -= LOOK_EVENTS
    ) {
      const before = Math.max(from - 1, end - LOOK_EVENTS)
      found.unshift(
        ...log
          .after(before, end - before)
          .filter(isSaid)
          .map(({ seq }) => seq),
      )
    }
    return found.slice(-DELETE_MAX_MESSAGES)

    function isSaid(event: RoomEvent): boolean {
      return event.type === 'message.sent' && event.by === userId && event.body !== ''
    }
  }
}
