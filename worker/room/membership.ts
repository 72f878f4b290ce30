import { anonymous } from '../../protocol/erased.ts'
import type { Member, Role, Room as RoomCard } from '../../protocol/events.ts'
import { ROOM_MEMBERS_MAX } from '../../protocol/limits.ts'
import type { Profile } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { byStanding, mayAppoint, mayRemove } from '../domain/permissions.ts'
import type { Draft, Waiting } from './batch.ts'
import type { Erasures } from './erasures.ts'
import type { Members } from './members.ts'

export interface MembershipParts {
  members: Members
  erasures: Erasures
  head: () => number
  card: () => RoomCard
  clock: () => number
  /**
   * Puts an event into the log, now, together with what is written `alongside`: both or neither.
   * Nobody is told before. Throws when they were not taken.
   */
  record: (draft: Draft, alongside: () => void) => void
  /** The same for several events: all of them, or none. */
  recordAll: (waiting: readonly Required<Omit<Waiting, 'from'>>[]) => void
  /** Milliseconds until a person may change the membership of anybody again; 0 when this is paid for. */
  wait: (userId: string) => number
  /** Ends every socket of a person: nothing that follows is for them. */
  shutOut: (userId: string) => void
}

/** Who may know of the room, come in, stay, and be what in it. */
export class Membership {
  readonly #parts: MembershipParts

  constructor(parts: MembershipParts) {
    this.#parts = parts
  }

  /** A member, as such. To others a private room does not exist. */
  of(userId: string): Outcome<Member> {
    const me = this.#parts.members.current(userId)
    if (me !== undefined) return done(me)
    return refused(this.#parts.card().visibility === 'public' ? 'not_a_member' : 'not_found')
  }

  join(profile: Profile): Outcome<Member> {
    const { members, card } = this.#parts
    const known = this.of(profile.id)
    if (known.ok) return known
    if (card().visibility !== 'public') return refused('not_found')
    if (this.#parts.erasures.of(profile.id) !== undefined) return refused('unauthenticated')
    if (members.isBanned(profile.id)) return refused('forbidden')
    if (members.count >= ROOM_MEMBERS_MAX) return refused('room_full')
    if (this.#parts.wait(profile.id) > 0) return refused('rate_limited')
    return done(this.admit(profile, 'member'))
  }

  admit({ id, username, displayName, namedAt }: Profile, role: Role): Member {
    const member: Member = { id, username, displayName, role, joinedAt: this.#parts.clock() }
    const { record, members } = this.#parts
    record({ type: 'member.joined', by: id, member }, () => members.put(member, false, namedAt))
    return member
  }

  /** Calls a member by a newer name of theirs. Told again, or of an older one, it changes nothing. */
  rename({ id, displayName, namedAt = 0 }: Profile): Outcome<Member> {
    const me = this.of(id)
    const { members, record, wait } = this.#parts
    if (!me.ok || me.value.displayName === displayName || namedAt <= members.namedAt(id)) return me
    if (wait(id) > 0) return refused('rate_limited')
    const member = { ...me.value, displayName }
    record({ type: 'member.changed', by: id, member }, () => members.put(member, false, namedAt))
    return done(member)
  }

  leave(userId: string): Outcome<null> {
    const { members } = this.#parts
    const me = this.of(userId)
    if (!me.ok) return me
    if (me.value.role === 'owner' && members.count > 1 && members.owners === 1)
      return refused('sole_owner')
    if (this.#parts.wait(userId) > 0) return refused('rate_limited')
    this.#part(me.value, userId, false)
    return done(null)
  }

  /** Ends somebody else's membership; who is banned cannot join again. */
  remove(actorId: string, userId: string, ban: boolean): Outcome<null> {
    const actor = this.of(actorId)
    if (!actor.ok) return actor
    const { members, wait } = this.#parts
    // Who left before the ban is banned all the same.
    const target = members.current(userId) ?? (ban ? members.departed(userId) : undefined)
    if (target === undefined) return refused('not_found')
    if (!mayRemove(roleOf(actor.value), roleOf(target))) return refused('forbidden')
    if (wait(actorId) > 0) return refused('rate_limited')
    this.#part(target, actorId, ban)
    return done(null)
  }

  appoint(actorId: string, userId: string, role: Role): Outcome<Member> {
    const actor = this.of(actorId)
    if (!actor.ok) return actor
    const { members, record, wait } = this.#parts
    const target = members.current(userId)
    if (target === undefined) return refused('not_found')
    if (!mayAppoint(roleOf(actor.value), roleOf(target), role)) return refused('forbidden')
    if (target.role === role) return done(target)
    if (wait(actorId) > 0) return refused('rate_limited')
    const member = { ...target, role }
    record({ type: 'member.changed', by: actorId, member }, () => members.put(member))
    return done(member)
  }

  /**
   * Takes a person out of the room for good who has deleted their account. Said again, it changes
   * nothing. Nobody is asked: what only they owned passes on.
   */
  erase(userId: string, purged: boolean): void {
    const { members, erasures, recordAll, head } = this.#parts
    const known = members.current(userId) ?? members.departed(userId)
    if (known === undefined || erasures.of(userId) !== undefined) return
    const member = { ...anonymous(known), role: null }
    const isMember = known.role !== null
    recordAll([
      ...this.#passedOn(known),
      ...(isMember ? [{ draft: left(member), alongside: () => members.put(member) }] : []),
      {
        draft: { type: 'member.erased', by: userId, member, purged },
        alongside: () => {
          members.put(member, members.isBanned(userId))
          erasures.put({ userId, purged, until: head(), stage: 'log', next: 0 })
        },
      },
    ])
  }

  /** A room is not to be without an owner: the highest of the others is one, then who came first. */
  #passedOn({ id, role }: Member) {
    const { members } = this.#parts
    if (role !== 'owner' || members.owners > 1) return []
    const others = members.all().filter(other => other.role !== null && other.id !== id)
    const [heir] = others.sort(byStanding)
    if (heir === undefined) return []
    const member: Member = { ...heir, role: 'owner' }
    const draft: Draft = { type: 'member.changed', by: id, member }
    return [{ draft, alongside: () => members.put(member) }]
  }

  #part(target: Member, by: string, banned: boolean): void {
    const { members, record, shutOut } = this.#parts
    const member = { ...target, role: null }
    record({ type: 'member.left', by, member, banned }, () => {
      members.put(member, banned)
      // Before anybody is told: no frame is theirs any more, this one included.
      shutOut(target.id)
    })
  }
}

function roleOf(member: Member): Role {
  return member.role ?? 'member'
}

function left(member: Member): Draft {
  return { type: 'member.left', by: member.id, member, banned: false }
}
