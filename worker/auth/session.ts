import type { Session } from '../../protocol/rest.ts'
import type { Identity } from '../domain/identity.ts'
import { inGroups } from '../groups.ts'
import { log } from '../log.ts'
import type { Parts } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import type { AccountRow } from '../store/accounts.ts'
import { roomsOf } from '../store/rooms.ts'
import { findIdentity, revokeSession } from '../store/sessions.ts'
import { Unavailable } from '../unavailable.ts'
import { type Held, keep, mark, notedRooms, noteRoom, recall } from './hot-copy.ts'
import { type Claims, readToken, signToken } from './token.ts'
import type { Visit } from './visit.ts'

/** Milliseconds from sign-in to its end. */
export const SESSION_MS = 7 * 24 * 3_600_000

/** The row of a session that starts now. Its id is random: never one the client brought. */
export function newSession(accountId: string, visit: Visit, now: number) {
  // Whole seconds, as the token has them.
  const expiresAt = new Date(Math.floor((now + SESSION_MS) / 1_000) * 1_000)
  return { id: crypto.randomUUID(), accountId, createdAt: new Date(now), expiresAt, ...visit }
}

/** What signing in gives: the token, and what to tell the client. */
export interface SignedIn {
  token: string
  session: Session
}

/** Makes the token of a session that Postgres holds, and its hot copy if that can be had. */
export async function present(
  parts: Parts,
  account: AccountRow,
  { id, expiresAt }: { id: string; expiresAt: Date },
): Promise<SignedIn> {
  const now = parts.now()
  const identity = {
    id: account.id,
    username: account.username,
    displayName: account.displayName,
    sessionId: id,
    expiresAt: expiresAt.getTime(),
  }
  await keep(parts.redis, identity, now).catch(pass)
  const claims = { accountId: account.id, sessionId: id, expiresAt: identity.expiresAt }
  const token = await signToken(claims, parts.env.JWT_SECRET, now)
  return { token, session: describe(account, identity.expiresAt) }
}

/** What a client is told about its session. */
export function describe(account: AccountRow, expiresAt: number): Session {
  const { id, username, displayName, email, createdAt } = account
  return {
    account: { id, username, displayName, email, createdAt: createdAt.getTime() },
    expiresAt,
  }
}

/**
 * Who brings this token: undefined unless it is ours, runs still, and its session does too.
 * Without Redis every answer comes from Postgres.
 * @throws Unavailable when neither can tell
 */
export async function identify(parts: Parts, token: string): Promise<Identity | undefined> {
  const claims = await readToken(token, parts.env.JWT_SECRET, parts.now())
  if (claims === undefined) return undefined
  return await find(parts, claims, await recall(parts.redis, claims.sessionId).catch(pass))
}

/**
 * The same for somebody who opens a socket to a room, in one step with leaving word of it: the end of
 * their session will find the room. Without Redis, rooms are found in Postgres, which may be a
 * moment behind.
 * @throws Unavailable when neither can tell
 */
export async function identifyAtDoor(
  parts: Parts,
  token: string,
  roomId: string,
): Promise<Identity | undefined> {
  const claims = await readToken(token, parts.env.JWT_SECRET, parts.now())
  if (claims === undefined) return undefined
  return await find(parts, claims, await noteRoom(parts.redis, claims, roomId).catch(pass))
}

async function find(
  parts: Parts,
  { sessionId, accountId }: Claims,
  held: Held | typeof AWAY,
): Promise<Identity | undefined> {
  if (held === 'revoked') return undefined
  const isFresh = held !== undefined && held !== AWAY && held.expiresAt > parts.now()
  const identity = isFresh ? held : await findIdentity(parts.db, sessionId, parts.now())
  // Who did not answer just now is not asked to remember either: each try costs its time-out.
  if (identity !== undefined && !isFresh && held !== AWAY)
    await keep(parts.redis, identity, parts.now()).catch(pass)
  return identity?.id === accountId ? identity : undefined
}

/** Rooms that are told of a sign-out at the same time. */
const SIGN_OUT_GROUP = 25

/**
 * Ends a session in both places at once, and then the sockets it has in any room.
 * @throws Unavailable when one of them did not hear of it; saying it again is safe
 */
export async function endSession(parts: Parts, session: Claims, visit: Visit): Promise<void> {
  const { sessionId, accountId } = session
  const entry = { action: 'session.logout', actorId: accountId, ip: visit.ip } as const
  const ends = await Promise.allSettled([
    revokeSession(parts.db, sessionId, parts.now(), entry),
    mark(parts.patientRedis, session),
  ])
  // Even if one place did not hear of it: the sockets are closed by the rooms, not by either.
  await closeSockets(parts, session)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** A room that does not answer has lost its sockets, or asks again at their next hello. */
async function closeSockets(parts: Parts, { accountId, sessionId }: Claims): Promise<void> {
  const found = await Promise.allSettled([
    roomsOf(parts.db, accountId),
    notedRooms(parts.patientRedis, sessionId),
  ])
  const roomIds = new Set(found.flatMap(one => (one.status === 'fulfilled' ? one.value : [])))
  await inGroups([...roomIds], SIGN_OUT_GROUP, async roomId => {
    await new RoomDoor(parts.env.ROOMS, roomId).endSession(sessionId).catch(pass)
  })
  for (const one of found) if (one.status === 'rejected') throw one.reason
}

const AWAY = Symbol('redis is away')
function pass(error: unknown): typeof AWAY {
  if (!(error instanceof Unavailable)) throw error
  log('warn', 'unavailable', { part: error.part, reason: error.message })
  return AWAY
}
