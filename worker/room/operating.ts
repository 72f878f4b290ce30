import type { MembersPage, MembersQuery, Readers } from '../../protocol/rest.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { Unavailable } from '../unavailable.ts'
import type { Admissions } from './admissions.ts'
import type { Authority } from './authority.ts'
import type { Written } from './batch.ts'
import type { Card } from './card.ts'
import type { Log } from './log.ts'
import type { Marks } from './marks.ts'
import { listed, lookedUp } from './member-pages.ts'
import type { Members } from './members.ts'
import type { Membership } from './membership.ts'
import type { Changes } from './messages/changes.ts'
import type { Reading } from './messages/reading.ts'
import type { Removal } from './messages/removal.ts'
import type { Schedule } from './messages/schedule.ts'
import type { Meta } from './meta.ts'
import type { Moderation } from './moderation.ts'
import type { Actor, OperationName, Operations } from './operations.ts'
import type { Presence } from './presence.ts'

export interface OperatingParts {
  authority: Authority
  membership: Membership
  admissions: Admissions
  moderation: Moderation
  removal: Removal
  reading: Reading
  changes: Changes
  schedule: Schedule
  card: Card
  members: Members
  meta: Meta
  presence: Pick<Presence, 'believed' | 'believedAway'>
  log: Log
  marks: Marks
  record: (...written: Written[]) => void
}

type Answered<T> = Outcome<T> | Promise<Outcome<T>>
type Table = {
  [K in OperationName]: (actor: Actor, input: Operations[K][0]) => Answered<Operations[K][1]>
}

/** What answers each operation. Every one asks the authority, or is answered by somebody who does. */
export function operating(parts: OperatingParts): Table {
  const { authority, membership, admissions, moderation, removal, card, meta } = parts
  const { reading, changes, schedule } = parts
  return {
    look: actor => membership.look(actor),
    join: (actor, { secret }) => membership.join(actor, secret),
    leave: actor => membership.leave(actor),
    rename: actor => membership.rename(actor),
    history: async (actor, query) => await answered(() => reading.history(actor, query)),
    members: (actor, query) => membersOf(parts, actor, query),
    find: (actor, { username }) => {
      const permitted = authority.permit(actor, 'members.see')
      if (!permitted.ok) return permitted
      const found = parts.members.named(username)
      return found === undefined ? refused('no_such_member') : done(found)
    },
    remove: (actor, input) => moderation.remove(actor, input),
    unban: (actor, { userId }) => moderation.unban(actor, userId),
    banned: actor => moderation.banned(actor),
    mute: (actor, input) => moderation.mute(actor, input),
    appoint: (actor, { userId, role }) => moderation.appoint(actor, userId, role),
    transfer: (actor, { userId }) => moderation.transfer(actor, userId),
    invite: (actor, { person }) => admissions.invite(actor, person),
    uninvite: (actor, { userId }) => admissions.uninvite(actor, userId),
    invited: actor => admissions.invited(actor),
    makeLink: (actor, input) => admissions.makeLink(actor, input),
    links: actor => admissions.links(actor),
    revokeLink: (actor, { linkId }) => admissions.revokeLink(actor, linkId),
    lookAtLink: (actor, { secret }) => admissions.lookAtLink(actor, secret),
    change: (actor, input) => card.change(actor, input),
    delete: actor => card.delete(actor),
    restore: (actor, { name }) => card.restore(actor, name),
    filters: actor => card.words(actor),
    setFilters: (actor, input) => card.setWords(actor, input),
    some: async (actor, { seqs }) => await answered(() => reading.some(actor, seqs)),
    pins: async actor => await answered(() => reading.pins(actor)),
    threads: async (actor, query) => await answered(() => reading.threads(actor, query)),
    edits: async (actor, { seq }) => await answered(() => reading.edits(actor, seq)),
    reactors: async (actor, { seq, ...query }) =>
      await answered(() => reading.reactors(actor, seq, query)),
    amend: async (actor, wanted) => await answered(() => changes.amend(actor, wanted)),
    follow: async (actor, { seq, on }) => await answered(() => changes.follow(actor, seq, on)),
    schedule: (actor, input) => schedule.add(actor, input),
    scheduled: actor => schedule.all(actor),
    unschedule: (actor, { id }) => schedule.remove(actor, id),
    deleteMessages: async (actor, { seqs, reason }) =>
      await answered(() => removal.delete(actor, seqs, reason)),
    restoreMessages: (actor, { seqs }) => removal.restore(actor, seqs),
    readers: (actor, { seq, after }) => readersOf(parts, actor, seq, after),
    message: async (actor, { seq }) => await answered(() => removal.message(actor, seq)),
    previewed: async (actor, { seq }) => await answered(() => previewed(parts, actor, seq)),
    permits: (actor, { permission }) => {
      const permitted = authority.permit(actor, permission)
      return permitted.ok ? done({ room: meta.room, standing: permitted.value }) : permitted
    },
    note: (actor, { permission, action, detail }) => {
      const permitted = authority.permitChange(actor, permission)
      if (!permitted.ok) return permitted
      parts.record({ draft: { type: 'room.managed', by: actor.id, action, detail } })
      return done(null)
    },
  }
}

async function previewed(
  { removal, meta }: OperatingParts,
  actor: Actor,
  seq: number,
): Promise<Outcome<{ body: string }>> {
  const message = await removal.message(actor, seq, 'messages.read')
  if (!message.ok) return message
  return done({ body: meta.room.settings.linkPreviews ? message.value.body : '' })
}

function membersOf(
  { authority, members, presence, marks }: OperatingParts,
  actor: Actor,
  query: MembersQuery,
): Outcome<MembersPage> {
  const permitted = authority.permit(actor, 'members.see')
  if (!permitted.ok) return permitted
  const here = presence.believed
  const found = query.ids === undefined ? listed(members, query) : lookedUp(members, query.ids)
  const lastSeen = marks.lastSeen(found.members.map(({ id }) => id))
  return done({
    members: found.members.map(member => {
      const { id } = member
      if (here.has(id)) return { ...member, here: true, away: presence.believedAway.has(id) }
      return { ...member, here: false, lastSeenAt: lastSeen.get(id) }
    }),
    after: found.after,
    total: members.count,
    here: here.size,
  })
}

function readersOf(
  { authority, log, marks }: OperatingParts,
  actor: Actor,
  seq: number,
  after: string | undefined,
): Outcome<Readers> {
  for (const permission of ['messages.read', 'members.see'] as const) {
    const permitted = authority.permit(actor, permission)
    if (!permitted.ok) return permitted
  }
  return seq > log.head ? refused('not_found') : done(marks.readers(seq, after))
}

/** What Postgres had to be asked for is unavailable when it does not answer. */
async function answered<T>(question: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await question()
  } catch (error) {
    if (error instanceof Unavailable) return refused('unavailable')
    throw error
  }
}
