import type { ProblemCode } from '../../../protocol/codes.ts'
import { profileOf } from '../../../worker/domain/identity.ts'
import type { Outcome } from '../../../worker/domain/outcome.ts'
import type { RoomStub } from '../support/rooms.ts'
import { idOf, type Person } from './cast.ts'

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

/** Calls in somebody's name. */
export const ASKED: Readonly<Record<string, RpcRow>> = {
  look: { call: (stub, person) => stub.look(idOf(person)), told: READERS },
  history: { call: (stub, person) => stub.history(idOf(person), { limit: 1 }), told: READERS },
  join: {
    call: (stub, person) => stub.join(profileOf(identityOf(person))),
    told: { outsider: 'ok', banned: 'forbidden', member: 'ok', moderator: 'ok', owner: 'ok' },
  },
  leave: {
    call: (stub, person) => stub.leave(idOf(person)),
    // Others are still in it.
    told: { ...READERS, owner: 'sole_owner' },
  },
  remove: {
    call: (stub, person, guestId) => stub.remove(idOf(person), guestId, false),
    told: { ...READERS, member: 'forbidden' },
  },
  appoint: {
    call: (stub, person, guestId) => stub.appoint(idOf(person), guestId, 'moderator'),
    told: { ...READERS, member: 'forbidden', moderator: 'forbidden' },
  },
  rename: {
    call: (stub, person) => stub.rename({ ...profileOf(identityOf(person)), namedAt: Date.now() }),
    told: READERS,
  },
  create: {
    call: async (stub, person) => {
      const found = await stub.look(idOf(person))
      if (!found.ok) return found
      return await stub.create(found.value.room, profileOf(identityOf(person)))
    },
    // A second time it is no more than a look.
    told: READERS,
  },
}

/** Calls in nobody's name: the Worker's own, behind no route that takes a room. */
export const OURS: ReadonlySet<string> = new Set(['endSession', 'erase', 'sweep', 'restart'])

/** What the platform calls. */
export const PLATFORM: ReadonlySet<string> = new Set([
  'constructor',
  'fetch',
  'alarm',
  'webSocketMessage',
  'webSocketClose',
  'webSocketError',
])

function identityOf({ session }: Person) {
  const { id, username, displayName } = session.account
  return { id, username, displayName, sessionId: id, expiresAt: session.expiresAt }
}
