import { anonymous } from '../../protocol/erased.ts'
import type { Member, Role, Room as RoomCard } from '../../protocol/events.ts'
import { GROUP_PEOPLE_MAX, ROOM_MEMBERS_MAX } from '../../protocol/limits.ts'
import type { RoomAnswer } from '../../protocol/rest.ts'
import type { Profile } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Admissions } from './admissions.ts'
import type { Authority } from './authority.ts'
import type { Draft, Written } from './batch.ts'
import type { Erasures } from './erasures.ts'
import type { Invitations } from './invitations.ts'
import type { Members } from './members.ts'
import type { Actor } from './operations.ts'

export interface MembershipParts {
  members: Members
  erasures: Erasures
  authority: Authority
  admissions: Pick<Admissions, 'wayIn'>
  invitations: Pick<Invitations, 'remove'>
  head: () => number
  card: () => RoomCard
  clock: () => number
  /**
   * Puts events into the log, now, together with what is written alongside: all of it or nothing.
   * Nobody is told before. Throws when they were not taken.
   */
  record: (...written: Written[]) => void
  /** Ends every socket of a person: nothing that follows is for them. */
  shutOut: (userId: string) => void
}

/** Who belongs to the room: how people come to, what they are called, and how they leave. */
export class Membership {
  readonly #parts: MembershipParts

  constructor(parts: MembershipParts) {
    this.#parts = parts
  }

  /** The room as a member sees it; or, without a role, as an admin of the deployment. */
  look(actor: Actor): Outcome<RoomAnswer> {
    const { authority, card } = this.#parts
    const me = authority.memberOf(actor.id)
    if (me.ok) return done({ room: card(), me: me.value })
    const { id, username, displayName } = actor
    if (authority.standing(actor) !== 'deployment admin') return me
    return done({ room: card(), me: { id, username, displayName, role: null, joinedAt: 0 } })
  }

  /** Lets a person in: into a public room, by invitation, or by what a link holds. Again is no harm. */
  join(actor: Actor, secret?: string): Outcome<RoomAnswer> {
    const { admissions, authority, members, erasures, card } = this.#parts
    if (members.current(actor.id) !== undefined) return this.look(actor)
    if (erasures.of(actor.id) !== undefined) return refused('unauthenticated')
    if (card().deletedAt !== null) return refused('not_found')
    const isAdmin = authority.standing(actor) === 'deployment admin'
    if (members.ban(actor.id) !== undefined && !isAdmin) return refused('banned')
    const found = admissions.wayIn(actor, secret)
    if (!found.ok && !isAdmin) return found
    if (members.count >= this.#most)
      return refused(this.#isRoom ? 'room_full' : 'conversation_full')
    const unpaid = authority.pay(actor.id)
    if (unpaid !== undefined) return unpaid
    // A room that everybody has left belongs to whoever comes first.
    const role = this.#isRoom && members.count === 0 ? 'owner' : 'member'
    this.admit(actor, role, found.ok ? found.value : undefined)
    return this.look(actor)
  }

  /** @param alongside what else is written when they come in */
  admit(profile: Profile, role: Role, alongside?: () => void): Member {
    const admission = this.admission(profile, role)
    const written = admission.alongside
    this.#parts.record({
      ...admission,
      alongside: () => {
        written()
        alongside?.()
      },
    })
    return admission.member
  }

  /** What lets somebody in. Whoever was muted stays so: leaving is no way around it. */
  admission({ id, username, displayName, namedAt = 0 }: Profile, role: Role) {
    const { clock, members } = this.#parts
    const now = clock()
    const { mutedUntil = 0 } = members.known(id) ?? {}
    const standing = { role, joinedAt: now, ...(mutedUntil > now && { mutedUntil }) }
    const member: Member = { id, username, displayName, ...standing }
    const draft: Draft = { type: 'member.joined', by: id, member }
    return { member, draft, alongside: () => members.put(member, { ban: null, namedAt }) }
  }

  /** Calls a member by a newer name of theirs. Told again, or of an older one, it changes nothing. */
  rename({ id, displayName, namedAt = 0 }: Profile): Outcome<Member> {
    const { authority, members, record } = this.#parts
    const me = authority.memberOf(id)
    if (!me.ok || me.value.displayName === displayName || namedAt <= members.namedAt(id)) return me
    const unpaid = authority.pay(id)
    if (unpaid !== undefined) return unpaid
    const member = { ...me.value, displayName }
    const draft: Draft = { type: 'member.changed', by: id, member }
    record({ draft, alongside: () => members.put(member, { namedAt }) })
    return done(member)
  }

  leave({ id }: Actor): Outcome<null> {
    const { authority, members, card } = this.#parts
    const me = authority.memberOf(id)
    if (!me.ok) return me
    // Two people have one conversation for good; whoever is tired of it puts it away.
    if (card().kind === 'direct') return refused('direct_conversation')
    if (this.isLastOwner(me.value) && members.count > 1) return refused('sole_owner')
    const unpaid = authority.pay(id)
    if (unpaid !== undefined) return unpaid
    this.#parts.record(this.departure(me.value, { type: 'member.left', by: id, banned: false }))
    return done(null)
  }

  /** Whether the room would be without an owner if somebody were none. */
  isLastOwner({ role }: Member): boolean {
    return role === 'owner' && this.#parts.members.owners === 1
  }

  /** What ends somebody's membership. */
  departure(
    target: Member,
    left: Omit<Extract<Draft, { type: 'member.left' }>, 'member'>,
    alongside?: () => void,
  ): Written {
    const { members, shutOut } = this.#parts
    const member = { ...target, role: null }
    return {
      draft: { ...left, member },
      alongside: () => {
        members.put(member)
        alongside?.()
        // Before anybody is told: no frame is theirs any more, this one included.
        shutOut(target.id)
      },
    }
  }

  /**
   * Takes a person out of the room for good who has deleted their account. Said again, it changes
   * nothing. Nobody is asked: what only they owned passes on.
   */
  erase(userId: string, purged: boolean): void {
    const { members, erasures, invitations, record, head } = this.#parts
    const known = members.known(userId)
    if (known === undefined || erasures.of(userId) !== undefined) return
    const member = { ...anonymous(known), role: null }
    const isMember = known.role !== null
    record(
      ...this.#passedOn(known),
      ...(isMember ? [{ draft: left(member), alongside: () => members.put(member) }] : []),
      {
        draft: { type: 'member.erased', by: userId, member, purged },
        alongside: () => {
          members.put(member)
          invitations.remove(userId)
          erasures.put({ userId, purged, until: head(), stage: 'log', next: 0 })
        },
      },
    )
  }

  /** A room is not to be without an owner: the highest of the others is one, then who came first. */
  #passedOn(known: Member): Written[] {
    const { members } = this.#parts
    const heir = this.isLastOwner(known) ? members.highestBut(known.id) : undefined
    if (!heir?.role) return []
    const member: Member = { ...heir, role: 'owner' }
    const draft: Draft = { type: 'member.changed', by: known.id, member, was: heir.role }
    return [{ draft, alongside: () => members.put(member) }]
  }

  get #isRoom(): boolean {
    return this.#parts.card().kind === 'room'
  }

  get #most(): number {
    return this.#isRoom ? ROOM_MEMBERS_MAX : GROUP_PEOPLE_MAX
  }
}

function left(member: Member): Draft {
  return { type: 'member.left', by: member.id, member, banned: false }
}
