import type { Room as RoomCard } from '../../protocol/events.ts'
import { Admissions } from './admissions.ts'
import { Authority, type AuthorityParts } from './authority.ts'
import type { Written } from './batch.ts'
import { Card } from './card.ts'
import type { Erasures } from './erasures.ts'
import { Invitations } from './invitations.ts'
import { Links } from './links.ts'
import type { Log } from './log.ts'
import type { Marks } from './marks.ts'
import type { Members } from './members.ts'
import { Membership } from './membership.ts'
import { Amending } from './messages/amending.ts'
import { Changes } from './messages/changes.ts'
import type { Deletions } from './messages/deletions.ts'
import { Disappearing } from './messages/disappearing.ts'
import type { Messages } from './messages/messages.ts'
import { Reading } from './messages/reading.ts'
import { Removal } from './messages/removal.ts'
import { Schedule } from './messages/schedule.ts'
import type { Meta } from './meta.ts'
import { Moderation } from './moderation.ts'
import type { Older } from './older.ts'
import { operating } from './operating.ts'
import type { Pace } from './pace.ts'
import type { Presence } from './presence.ts'

export interface AdministrationParts {
  sql: SqlStorage
  members: Members
  erasures: Erasures
  deletions: Deletions
  log: Log
  meta: Meta
  messages: Messages
  older: Older
  pace: Pace
  presence: Pick<Presence, 'believed' | 'believedAway'>
  marks: Marks
  clock: () => number
  wait: AuthorityParts['wait']
  /** Milliseconds until somebody may read what takes looking up. */
  waitToRead: (userId: string) => number
  /**
   * Puts events into the log, now, together with what is written alongside: all of it or nothing.
   * Nobody is told before. Throws when they were not taken.
   */
  record: (...written: Written[]) => void
  /** Ends every socket of a person: nothing that follows is for them. */
  shutOut: (userId: string) => void
  /** Ends every socket. */
  close: () => void
}

/** How the room is run: who may do what in it, and who does it. */
export class Administration {
  readonly authority: Authority
  readonly membership: Membership
  readonly removal: Removal
  readonly amending: Amending
  readonly disappearing: Disappearing
  readonly schedule: Schedule
  readonly card: Card
  readonly operations: ReturnType<typeof operating>

  constructor(parts: AdministrationParts) {
    const { sql, meta } = parts
    const card = (): RoomCard => meta.room
    this.authority = new Authority({ ...parts, card })
    const shared = { ...parts, card, authority: this.authority }
    const links = new Links(sql)
    const invitations = new Invitations(sql)
    const admissions = new Admissions({ ...shared, invitations, links })
    this.membership = new Membership({
      ...shared,
      admissions,
      invitations,
      head: () => parts.log.head,
    })
    this.removal = new Removal(shared)
    this.card = new Card(shared)
    this.amending = new Amending({ ...shared, card: this.card })
    this.disappearing = new Disappearing(shared)
    this.schedule = new Schedule({
      ...shared,
      card: this.card,
      disappearing: this.disappearing,
    })
    const { membership, removal, amending } = this
    const moderation = new Moderation({ ...shared, invitations, links, membership, removal })
    this.operations = operating({
      ...shared,
      admissions,
      membership,
      moderation,
      removal,
      reading: new Reading(shared),
      changes: new Changes({ ...shared, amending }),
      schedule: this.schedule,
      card: this.card,
    })
  }
}
