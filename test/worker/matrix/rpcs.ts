import { v7 } from 'uuid'
import type { ProblemCode } from '../../../protocol/codes.ts'
import type { Profile } from '../../../worker/domain/identity.ts'
import type { Outcome } from '../../../worker/domain/outcome.ts'
import type { OperationName, Operations } from '../../../worker/room/operations.ts'
import { as } from '../support/as.ts'
import type { RoomStub } from '../support/rooms.ts'
import type { Person } from './cast.ts'

// What a room answers to each of its calls, by what the caller is to it. Only the Worker can call,
// and it says who asks; the room decides all the same, so that no route can forget to.

/** What somebody is to the room. */
export const ROLES = ['outsider', 'banned', 'member', 'moderator', 'owner'] as const
export type RoleName = (typeof ROLES)[number]

export interface RpcRow {
  call: (stub: RoomStub, person: Person, guestId: string) => Promise<Outcome<unknown>>
  told: Record<RoleName, 'ok' | ProblemCode>
}

const READERS = {
  outsider: 'not_a_member',
  banned: 'not_a_member',
  member: 'ok',
  moderator: 'ok',
  owner: 'ok',
} as const
const MODERATORS = { ...READERS, member: 'forbidden' } as const
const ADMINS = { ...MODERATORS, moderator: 'forbidden' } as const
const COMERS = {
  outsider: 'ok',
  banned: 'banned',
  member: 'ok',
  moderator: 'ok',
  owner: 'ok',
} as const
/** What there is nothing of yet, for those who may have it. */
const none = (told: typeof READERS | typeof MODERATORS, problem: ProblemCode) =>
  Object.fromEntries(
    Object.entries(told).map(([role, verdict]) => [role, verdict === 'ok' ? problem : verdict]),
  ) as Record<RoleName, 'ok' | ProblemCode>

/** Operations in somebody's name, each with what it takes. */
const OPERATIONS: { [K in OperationName]: OperationRow<K> } = {
  look: { input: () => ({}), told: READERS },
  history: { input: () => ({ limit: 1 }), told: READERS },
  join: { input: () => ({}), told: COMERS },
  // Others are still in it.
  leave: { input: () => ({}), told: { ...READERS, owner: 'sole_owner' } },
  rename: { input: () => ({}), told: READERS },
  members: { input: () => ({ q: '', limit: 1 }), told: READERS },
  find: { input: () => ({ username: 'nobody' }), told: none(READERS, 'no_such_member') },
  remove: { input: userId => ({ userId, ban: false }), told: MODERATORS },
  unban: { input: userId => ({ userId }), told: none(MODERATORS, 'no_such_member') },
  banned: { input: () => ({}), told: MODERATORS },
  mute: { input: userId => ({ userId, minutes: 5 }), told: MODERATORS },
  appoint: { input: userId => ({ userId, role: 'moderator' }), told: ADMINS },
  transfer: { input: userId => ({ userId }), told: ADMINS },
  invite: { input: () => ({ person: stranger() }), told: READERS },
  uninvite: { input: userId => ({ userId }), told: none(MODERATORS, 'not_found') },
  invited: { input: () => ({}), told: READERS },
  makeLink: { input: () => ({ uses: null, days: 1 }), told: READERS },
  links: { input: () => ({}), told: READERS },
  revokeLink: {
    input: () => ({ linkId: crypto.randomUUID() }),
    told: none(READERS, 'not_found'),
  },
  // Whoever has a link may know where it leads; nobody has this one.
  lookAtLink: { input: () => ({ secret: 'none' }), told: every('not_found') },
  change: { input: () => ({ description: 'Where things are made' }), told: ADMINS },
  delete: { input: () => ({}), told: ADMINS },
  restore: { input: () => ({}), told: ADMINS },
  filters: { input: () => ({}), told: MODERATORS },
  setFilters: { input: () => ({ words: ['heron'] }), told: MODERATORS },
  some: { input: () => ({ seqs: [1] }), told: READERS },
  pins: { input: () => ({}), told: READERS },
  threads: { input: () => ({ mine: false, limit: 1 }), told: READERS },
  edits: { input: () => ({ seq: 1 }), told: none(READERS, 'no_such_message') },
  reactors: {
    input: () => ({ seq: 1, emoji: '👋' }),
    told: none(READERS, 'no_such_message'),
  },
  amend: {
    input: () => ({
      type: 'react',
      cid: 'c1',
      target: { seq: 1, id: crypto.randomUUID() },
      emoji: '👋',
      on: true,
    }),
    told: none(READERS, 'no_such_message'),
  },
  follow: { input: () => ({ seq: 1, on: true }), told: none(READERS, 'no_such_message') },
  schedule: { input: () => ({ at: Date.now() + 60_000, body: 'Later.' }), told: READERS },
  scheduled: { input: () => ({}), told: READERS },
  unschedule: { input: () => ({ id: crypto.randomUUID() }), told: none(READERS, 'not_found') },
  deleteMessages: { input: () => ({ seqs: [1] }), told: none(READERS, 'not_found') },
  restoreMessages: { input: () => ({ seqs: [1] }), told: none(READERS, 'not_found') },
  readers: { input: () => ({ seq: 1 }), told: READERS },
  message: { input: () => ({ seq: 1 }), told: none(READERS, 'not_found') },
  previewed: { input: () => ({ seq: 1 }), told: none(READERS, 'not_found') },
  permits: { input: () => ({ permission: 'room.audit' }), told: ADMINS },
  note: {
    input: () => ({ permission: 'room.reports', action: 'report.resolved', detail: {} }),
    told: MODERATORS,
  },
}

interface OperationRow<K extends OperationName> {
  input: (guestId: string) => Operations[K][0]
  told: Record<RoleName, 'ok' | ProblemCode>
}

function every(problem: ProblemCode): Record<RoleName, ProblemCode> {
  return { outsider: problem, banned: problem, member: problem, moderator: problem, owner: problem }
}

function stranger(): Profile {
  const id = v7()
  return { id, username: `s-${id}`, displayName: 'Stranger' }
}

/** Calls in somebody's name. */
export const ASKED: Readonly<Record<string, RpcRow>> = {
  ...Object.fromEntries(
    Object.entries(OPERATIONS).map(([name, { input, told }]) => [
      name,
      { call: operation(name as OperationName, input as (guestId: string) => never), told },
    ]),
  ),
  create: {
    call: async (stub, person) => {
      const found = await as(stub, actorOf(person)).look({})
      if (!found.ok) return found
      return await stub.create(found.value.room, actorOf(person))
    },
    // A second time it is no more than a look.
    told: READERS,
  },
}

function operation(name: OperationName, input: (guestId: string) => never): RpcRow['call'] {
  return async (stub, person, guestId) => await as(stub, actorOf(person))[name](input(guestId))
}

/** Calls in nobody's name: the Worker's own, behind no route that takes a room. */
export const OURS: ReadonlySet<string> = new Set([
  'converse',
  'endSession',
  'erase',
  'operate',
  'sweep',
  'restart',
])

/** What the platform calls. */
export const PLATFORM: ReadonlySet<string> = new Set([
  'constructor',
  'fetch',
  'alarm',
  'webSocketMessage',
  'webSocketClose',
  'webSocketError',
])

function actorOf({ session }: Person): Profile {
  const { id, username, displayName } = session.account
  return { id, username, displayName, namedAt: Date.now() }
}
