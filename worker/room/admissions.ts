import { createHash, randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { Member, Room as RoomCard } from '../../protocol/events.ts'
import { GROUP_PEOPLE_MAX, INVITED_DAYS, INVITED_MAX, LINKS_MAX } from '../../protocol/limits.ts'
import type { Link, LinkCreated, LinkSeen, PendingInvitation } from '../../protocol/rest.ts'
import type { Profile } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Authority } from './authority.ts'
import type { Draft, Written } from './batch.ts'
import type { Erasures } from './erasures.ts'
import type { Invitations } from './invitations.ts'
import { endOf, type KeptLink, type Links } from './links.ts'
import type { Members } from './members.ts'
import type { Actor } from './operations.ts'

const DAY_MS = 24 * 3_600_000
/** Random bytes in a link: more than anybody guesses. */
const SECRET_BYTES = 18
/** Days that a link which is over is known as such, and no longer as nothing at all. */
const OVER_KEPT_DAYS = 90

export interface AdmissionsParts {
  members: Members
  erasures: Pick<Erasures, 'of'>
  authority: Authority
  invitations: Invitations
  links: Links
  card: () => RoomCard
  clock: () => number
  record: (...written: Written[]) => void
}

/** Who may come in: invitations by name, and links. */
export class Admissions {
  readonly #parts: AdmissionsParts

  constructor(parts: AdmissionsParts) {
    this.#parts = parts
  }

  /**
   * Whether somebody may come in, and by which way: the room is public, or they were invited, or they have
   * a link.
   * @returns what is to be written when they do
   */
  wayIn({ id }: Profile, secret?: string): Outcome<() => void> {
    const { card, clock, invitations, links } = this.#parts
    const now = clock()
    const uninvite = () => invitations.remove(id)
    if (card().visibility === 'public' || invitations.of(id, now) !== undefined)
      return done(uninvite)
    const link = secret === undefined ? undefined : links.byHash(hashOf(secret))
    if (link === undefined) return refused('not_found')
    const end = endOf(link, now)
    if (end !== undefined) return refused(end)
    return done(() => {
      uninvite()
      links.use(link.id)
    })
  }

  /** Asks somebody in by name. Asking again makes it new. */
  invite(actor: Actor, person: Profile): Outcome<PendingInvitation> {
    const { authority, erasures, invitations, members, card, clock, record } = this.#parts
    const permitted = authority.permit(actor, 'members.invite')
    if (!permitted.ok) return permitted
    if (person.id === actor.id) return refused('self_target')
    if (members.current(person.id) !== undefined) return refused('already_a_member')
    if (members.ban(person.id) !== undefined) return refused('banned')
    // They deleted their account while they were being asked.
    if (erasures.of(person.id) !== undefined) return refused('no_such_account')
    const now = clock()
    const open = invitations.open(now)
    if (open.length >= INVITED_MAX) return refused('too_many')
    if (card().kind !== 'room' && members.count + open.length >= GROUP_PEOPLE_MAX)
      return refused('conversation_full')
    const unpaid = authority.pay(actor.id)
    if (unpaid !== undefined) return unpaid
    const { id, username, displayName } = person
    const until = now + INVITED_DAYS * DAY_MS
    const invitation = { person: { id, username, displayName }, by: actor.id, at: now, until }
    const member: Member = { id, username, displayName, role: null, joinedAt: now }
    record({
      draft: { type: 'member.invited', by: actor.id, member, until },
      alongside: () => {
        invitations.sweep(now)
        invitations.put(invitation)
        // Known from now on: the log has their name, and should they delete their account, it goes.
        if (members.known(id) === undefined) members.put(member)
      },
    })
    return done(invitation)
  }

  /** Withdraws an invitation: one's own making, or anybody's for whoever may remove people. Or declines. */
  uninvite(actor: Actor, userId: string): Outcome<null> {
    const { authority, invitations, clock, record } = this.#parts
    const now = clock()
    const invitation = invitations.of(userId, now)
    const isForThem = userId === actor.id
    const isTheirs = invitation?.by === actor.id && authority.memberOf(actor.id).ok
    if (!isForThem && !isTheirs) {
      const permitted = authority.permit(actor, 'members.remove')
      if (!permitted.ok) return permitted
    }
    if (invitation === undefined) return refused('not_found')
    const unpaid = authority.pay(actor.id)
    if (unpaid !== undefined) return unpaid
    const member: Member = { ...invitation.person, role: null, joinedAt: invitation.at }
    const draft: Draft = { type: 'member.uninvited', by: actor.id, member }
    record({ draft, alongside: () => invitations.remove(userId) })
    return done(null)
  }

  invited(actor: Actor): Outcome<PendingInvitation[]> {
    const { authority, invitations, clock } = this.#parts
    const permitted = authority.permit(actor, 'members.see')
    return permitted.ok ? done(invitations.open(clock())) : permitted
  }

  /** Makes a link into the room. What it holds is told this once. */
  makeLink(
    actor: Actor,
    { uses, days }: { uses: number | null; days: number },
  ): Outcome<LinkCreated> {
    const { authority, links, clock, record } = this.#parts
    const permitted = authority.permit(actor, 'members.invite')
    if (!permitted.ok) return permitted
    const now = clock()
    if (links.open(now).length >= LINKS_MAX) return refused('too_many')
    const unpaid = authority.pay(actor.id)
    if (unpaid !== undefined) return unpaid
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    const made = { id: v7(), by: actor.id, uses, used: 0 }
    const link: Link = { ...made, createdAt: now, expiresAt: now + days * DAY_MS }
    record({
      draft: managed(actor, 'link.made', { link: link.id, uses: uses ?? 0, days }),
      alongside: () => {
        links.sweep(now - OVER_KEPT_DAYS * DAY_MS)
        links.add(link, hashOf(secret))
      },
    })
    return done({ link, secret })
  }

  /** Links that let people in: one's own, or all. */
  links(actor: Actor): Outcome<Link[]> {
    const { authority, links, clock } = this.#parts
    const permitted = authority.permit(actor, 'members.see')
    if (!permitted.ok) return permitted
    const seesAll = authority.permit(actor, 'links.see_any').ok
    const open = links.open(clock()).filter(link => seesAll || link.by === actor.id)
    return done(open.map(described))
  }

  revokeLink(actor: Actor, linkId: string): Outcome<null> {
    const { authority, links, clock, record } = this.#parts
    const permitted = authority.permit(actor, 'members.see')
    if (!permitted.ok) return permitted
    const link = links.byId(linkId)
    // Somebody else's link is none of theirs, as it is in the list.
    const isTheirs = link?.by === actor.id || authority.permit(actor, 'links.see_any').ok
    if (link === undefined || !isTheirs) return refused('not_found')
    if (endOf(link, clock()) !== undefined) return done(null)
    const unpaid = authority.pay(actor.id)
    if (unpaid !== undefined) return unpaid
    record({
      draft: managed(actor, 'link.revoked', { link: linkId }),
      alongside: () => links.revoke(linkId, clock()),
    })
    return done(null)
  }

  /** What a link leads to, for somebody who need not belong. */
  lookAtLink(actor: Actor, secret: string): Outcome<LinkSeen> {
    const { links, members, card, clock } = this.#parts
    const link = links.byHash(hashOf(secret))
    const { id, name, topic, deletedAt } = card()
    if (link === undefined || deletedAt !== null) return refused('not_found')
    const isMember = members.current(actor.id) !== undefined
    const end = endOf(link, clock())
    if (!isMember && members.ban(actor.id) !== undefined) return refused('banned')
    if (!isMember && end !== undefined) return refused(end)
    return done({ room: { id, name, topic, members: members.count }, isMember })
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function described({ revokedAt: _, ...link }: KeptLink): Link {
  return link
}

function managed(
  { id }: Actor,
  action: 'link.made' | 'link.revoked',
  detail: Record<string, string | number>,
): Draft {
  return { type: 'room.managed', by: id, action, detail }
}
