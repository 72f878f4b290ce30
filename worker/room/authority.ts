import type { Member, Room as RoomCard } from '../../protocol/events.ts'
import { may, mayActOn, type Permission, type Standing } from '../../protocol/permissions.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Members } from './members.ts'
import type { Actor } from './operations.ts'

export interface AuthorityParts {
  members: Pick<Members, 'current' | 'known'>
  card: () => RoomCard
  /** Milliseconds until somebody may change something again; 0 when this is paid for. */
  wait: (userId: string) => number
}

/** Who may do what here, and to whom: the table of protocol/permissions.ts, asked of this room. */
export class Authority {
  readonly #parts: AuthorityParts

  constructor(parts: AuthorityParts) {
    this.#parts = parts
  }

  /** What somebody is to the room. Conversations are nobody's, so nobody comes to them as an admin. */
  standing({ id, isAdmin }: Pick<Actor, 'id' | 'isAdmin'>): Standing {
    const { members, card } = this.#parts
    if (isAdmin && card().kind === 'room') return 'deployment admin'
    return members.current(id)?.role ?? 'visitor'
  }

  /** A member, as such. To others a private room does not exist, nor to anybody one that was deleted. */
  memberOf(userId: string): Outcome<Member> {
    const member = this.#parts.members.current(userId)
    if (member === undefined) return this.#unknown()
    return this.#isDeleted ? refused('room_deleted') : done(member)
  }

  /** What somebody stands as who asks for something, if they may have it. */
  permit(actor: Actor, permission: Permission): Outcome<Standing> {
    const standing = this.standing(actor)
    if (standing === 'visitor') return this.#unknown()
    if (this.#isDeleted && !OF_DELETED.has(permission)) return refused('room_deleted')
    const card = this.#parts.card()
    if (may(standing, permission, card)) return done(standing)
    return refused(card.kind === 'room' ? 'forbidden' : 'direct_conversation')
  }

  /** The same for something that changes the room, which nobody does without end. */
  permitChange(actor: Actor, permission: Permission): Outcome<Standing> {
    const permitted = this.permit(actor, permission)
    if (!permitted.ok) return permitted
    return this.pay(actor.id) ?? permitted
  }

  /** Whom somebody may do something to. @param departed whether they need not belong any more */
  permitOn(
    actor: Actor,
    permission: Permission,
    userId: string,
    departed = false,
  ): Outcome<{ standing: Standing; target: Member }> {
    const permitted = this.permit(actor, permission)
    if (!permitted.ok) return permitted
    if (userId === actor.id) return refused('self_target')
    const { members } = this.#parts
    const target = departed ? members.known(userId) : members.current(userId)
    if (target === undefined) return refused('no_such_member')
    if (!mayActOn(permitted.value, target.role ?? 'member')) return refused('outranked')
    return this.pay(actor.id) ?? done({ standing: permitted.value, target })
  }

  /** @returns a refusal when somebody changes too much at once */
  pay(userId: string) {
    const wait = this.#parts.wait(userId)
    return wait > 0 ? refused('rate_limited', wait) : undefined
  }

  get #isDeleted(): boolean {
    return this.#parts.card().deletedAt !== null
  }

  #unknown() {
    const { visibility, deletedAt } = this.#parts.card()
    return refused(visibility === 'public' && deletedAt === null ? 'not_a_member' : 'not_found')
  }
}

/** What there still is of a room that was deleted. */
const OF_DELETED: ReadonlySet<Permission> = new Set(['room.delete', 'room.audit'])
