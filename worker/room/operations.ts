import type {
  Member,
  MessageSent,
  Role,
  Room as RoomCard,
  RoomManaged,
} from '../../protocol/events.ts'
import type { Permission, Standing } from '../../protocol/permissions.ts'
import type {
  Banned,
  ChangeRoom,
  Edits,
  Filters,
  History,
  HistoryQuery,
  Link,
  LinkCreated,
  LinkSeen,
  MembersPage,
  MembersQuery,
  Message,
  PendingInvitation,
  Reactors,
  ReactorsQuery,
  Readers,
  RoomAnswer,
  Scheduled,
  ScheduleMessage,
  SomeMessages,
  Threads,
  ThreadsQuery,
} from '../../protocol/rest.ts'
import type { Profile } from '../domain/identity.ts'
import type { Amendment } from './messages/amending.ts'

/** Who asks something of a room. The Worker vouches for it. */
export interface Actor extends Profile {
  /** Whether they are an admin of the deployment, and come as such. */
  isAdmin: boolean
}

type Nothing = Record<never, never>

/** What can be asked of a room beside its sockets: what it takes, and what it answers with. */
export interface Operations {
  // Oneself.
  look: [Nothing, RoomAnswer]
  join: [{ secret?: string | undefined }, RoomAnswer]
  leave: [Nothing, null]
  rename: [Nothing, Member]
  history: [HistoryQuery, History]
  // Others.
  members: [MembersQuery, MembersPage]
  /** Somebody by username, who belongs or once did. */
  find: [{ username: string }, Member]
  remove: [{ userId: string; ban: boolean; purgeHours?: number; reason?: string | undefined }, null]
  unban: [{ userId: string }, null]
  banned: [Nothing, Banned[]]
  /** `minutes` null lets them speak again. */
  mute: [{ userId: string; minutes: number | null; reason?: string | undefined }, Member]
  appoint: [{ userId: string; role: Role }, Member]
  transfer: [{ userId: string }, Member]
  // Letting people in.
  invite: [{ person: Profile }, PendingInvitation]
  /** Withdraws an invitation, or declines one's own. */
  uninvite: [{ userId: string }, null]
  invited: [Nothing, PendingInvitation[]]
  makeLink: [{ uses: number | null; days: number }, LinkCreated]
  links: [Nothing, Link[]]
  revokeLink: [{ linkId: string }, null]
  lookAtLink: [{ secret: string }, LinkSeen]
  // The room itself.
  change: [ChangeRoom, RoomCard]
  delete: [Nothing, RoomCard]
  restore: [{ name?: string | undefined }, RoomCard]
  filters: [Nothing, Filters]
  setFilters: [Filters, Filters]
  // What is said.
  some: [{ seqs: number[] }, SomeMessages]
  pins: [Nothing, SomeMessages]
  threads: [ThreadsQuery, Threads]
  edits: [{ seq: number }, Edits]
  reactors: [ReactorsQuery & { seq: number }, Reactors]
  /** Edits a message, puts an emoji to it, or pins it. */
  amend: [Amendment, Message]
  follow: [{ seq: number; on: boolean }, null]
  schedule: [ScheduleMessage, Scheduled]
  scheduled: [Nothing, Scheduled[]]
  unschedule: [{ id: string }, null]
  deleteMessages: [{ seqs: number[]; reason?: string | undefined }, { seqs: number[] }]
  restoreMessages: [{ seqs: number[] }, { seqs: number[] }]
  /** Whom a message has reached. */
  readers: [{ seq: number; after?: string | undefined }, Readers]
  /** A message as it was said, by whoever may report it. */
  message: [{ seq: number }, MessageSent]
  /** What a message says, for whoever may read it, so that its links can be looked at; empty where the room wants none of that. */
  previewed: [{ seq: number }, { body: string }]
  // For what is kept in Postgres alone.
  permits: [{ permission: Permission }, { room: RoomCard; standing: Standing }]
  /** Leaves word in the log, and so in the audit, of what was seen to elsewhere. */
  note: [
    { permission: Permission; action: RoomManaged['action']; detail: RoomManaged['detail'] },
    null,
  ]
}
export type OperationName = keyof Operations
