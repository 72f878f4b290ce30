import type { AuditAction } from '../../protocol/audit-action.ts'
import { ACCESS_TOKEN_MS } from '../../protocol/limits.ts'
import type { Session } from '../../protocol/rest.ts'
import type { Identity } from '../domain/identity.ts'
import type { Env } from '../env.ts'
import { inGroups } from '../groups.ts'
import { InboxDoor } from '../inbox/inbox-door.ts'
import { log } from '../log.ts'
import type { Parts } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { findProgram } from '../store/access-tokens.ts'
import type { AccountRow } from '../store/accounts.ts'
import { roomsOf } from '../store/rooms.ts'
import { findIdentity, revokeSession } from '../store/sessions.ts'
import { Unavailable } from '../unavailable.ts'
import { isAccessTokenId } from './access-token.ts'
import { csrfToken } from './csrf.ts'
import { type Held, keep, mark, notedRooms, noteRoom, recall, renew } from './hot-copy.ts'
import { describeAccount } from './profile.ts'
import { newRefreshToken, type RefreshToken } from './refresh-token.ts'
import { type Claims, type Secrets, signToken } from './token.ts'
import type { Visit } from './visit.ts'

/** Milliseconds a session lasts from when it was last refreshed, and from sign-in at most. */
export const SESSION_MS = 7 * 24 * 3_600_000
export const SESSION_MAX_MS = 90 * 24 * 3_600_000

/**
 * A session that starts now, as a row, and the first token to refresh it with. Its id is random:
 * never one the client brought.
 */
export function newSession(accountId: string, visit: Visit, now: number) {
  const id = crypto.randomUUID()
  const createdAt = new Date(now)
  const expiresAt = new Date(now + SESSION_MS)
  const row = { id, accountId, createdAt, expiresAt, confirmedAt: createdAt, ...visit }
  return { row, refresh: newRefreshToken(id, now) }
}

/** What signing in and refreshing give: the tokens, and what to tell the client. */
export interface SignedIn {
  access: string
  refresh: string
  csrf: string
  session: Session
}

/** Makes the tokens of a session that Postgres holds, and its hot copy if that can be had. */
export async function present(
  parts: Parts,
  account: AccountRow,
  { id, expiresAt }: { id: string; expiresAt: Date },
  refresh: RefreshToken,
): Promise<SignedIn> {
  const now = parts.now()
  const identity = {
    id: account.id,
    username: account.username,
    displayName: account.displayName,
    sessionId: id,
    expiresAt: expiresAt.getTime(),
    namedAt: account.updatedAt.getTime(),
    readReceipts: account.readReceipts,
  }
  await renew(parts.redis, identity).catch(pass)
  // Whole seconds, as the token has them.
  const until = Math.floor(Math.min(now + ACCESS_TOKEN_MS, identity.expiresAt) / 1_000) * 1_000
  const claims = { accountId: account.id, sessionId: id, expiresAt: until }
  const secrets = secretsOf(parts.env)
  return {
    access: await signToken(claims, secrets, now),
    refresh: refresh.text,
    csrf: csrfToken(secrets, id),
    session: { account: describeAccount(account, now), expiresAt: identity.expiresAt },
  }
}

/** The secrets that tokens are read with: the one that signs now, and the one before it. */
export function secretsOf({ JWT_SECRET, JWT_SECRET_PREVIOUS }: Env): Secrets {
  return JWT_SECRET_PREVIOUS === undefined ? [JWT_SECRET] : [JWT_SECRET, JWT_SECRET_PREVIOUS]
}

/** What somebody brings to be known by; whether it runs still, nobody has looked yet. */
export interface Credential {
  /** A session, or the token of a program. */
  sessionId: string
  /** Whose it has to be, where that was said too. */
  accountId?: string
}

/**
 * Who brings this: undefined unless it runs still. Without Redis every answer comes from Postgres.
 * @throws Unavailable when neither can tell
 */
export async function identify(
  parts: Parts,
  credential: Credential,
): Promise<Identity | undefined> {
  const held = await recall(parts.redis, credential.sessionId).catch(pass)
  return await find(parts, credential, held)
}

/**
 * The same for somebody who opens a socket to a room, in one step with leaving word of it: the end of
 * what they bring will find the room. Without Redis, rooms are found in Postgres, which may be a
 * moment behind.
 * @throws Unavailable when neither can tell
 */
export async function identifyAtDoor(
  parts: Parts,
  credential: Credential,
  roomId: string,
): Promise<Identity | undefined> {
  const { sessionId } = credential
  const held = await noteRoom(parts.redis, sessionId, roomId, parts.now() + SESSION_MS).catch(pass)
  return await find(parts, credential, held)
}

async function find(
  parts: Parts,
  { sessionId, accountId }: Credential,
  held: Held | typeof AWAY,
): Promise<Identity | undefined> {
  if (held === 'revoked') return undefined
  const now = parts.now()
  const isFresh = held !== undefined && held !== AWAY && isCopyOf(sessionId, held, now)
  const identity = isFresh ? held : await look(parts, sessionId, now)
  // Who did not answer just now is not asked to remember either: each try costs its time-out.
  if (identity !== undefined && !isFresh && held !== AWAY)
    await keep(parts.redis, identity, keptUntil(identity, now)).catch(pass)
  return accountId === undefined || identity?.id === accountId ? identity : undefined
}

/** A copy that has lost its scopes would make a person of a program. */
function isCopyOf(sessionId: string, { expiresAt, scopes }: Identity, now: number): boolean {
  return expiresAt > now && isAccessTokenId(sessionId) === (scopes !== undefined)
}

async function look({ db }: Parts, sessionId: string, now: number): Promise<Identity | undefined> {
  if (isAccessTokenId(sessionId)) return await findProgram(db, sessionId, now)
  return await findIdentity(db, sessionId, now)
}

/** Postgres writes down the use of a token when it is asked, which is once in the life of a copy. */
function keptUntil({ expiresAt, scopes }: Identity, now: number): number {
  return scopes === undefined ? expiresAt : Math.min(expiresAt, now + PROGRAM_COPY_MS)
}
/** Milliseconds. */
const PROGRAM_COPY_MS = 3_600_000

/** A session, or the token of a program, that is to end. */
export type Ending = Pick<Claims, 'accountId' | 'sessionId'>

/** Rooms that are told of a sign-out at the same time. */
const SIGN_OUT_GROUP = 25

/**
 * Ends a session in both places at once, and then the sockets it has in any room and in the inbox.
 * @throws Unavailable when one of them did not hear of it; saying it again is safe
 */
export async function endSession(
  parts: Parts,
  session: Ending,
  visit: Visit,
  action: AuditAction = 'session.logout',
  actorId: string | null = session.accountId,
): Promise<void> {
  const { sessionId } = session
  const entry = { action, actorId, ip: visit.ip }
  await end(parts, session, revokeSession(parts.db, sessionId, parts.now(), entry))
}

/**
 * Ends in Redis and in the rooms what ends in Postgres.
 * @param revoking under way there already
 * @throws Unavailable when one of them did not hear of it; saying it again is safe
 */
export async function end(parts: Parts, ending: Ending, revoking: Promise<void>): Promise<void> {
  const marking = mark(parts.patientRedis, ending.sessionId, parts.now() + SESSION_MS)
  const ends = await Promise.allSettled([revoking, marking])
  // Even if one place did not hear of it: the sockets are closed by the rooms, not by either.
  await closeSockets(parts, ending)
  for (const one of ends) if (one.status === 'rejected') throw one.reason
}

/** @throws Unavailable when a room or the inbox did not answer, whose sockets are open still */
async function closeSockets(parts: Parts, { accountId, sessionId }: Ending): Promise<void> {
  const inbox = new InboxDoor(parts.env.INBOXES, accountId)
  const [closed, ...found] = await Promise.allSettled([
    inbox.endSession(sessionId),
    roomsOf(parts.db, accountId),
    notedRooms(parts.patientRedis, sessionId),
  ])
  const roomIds = new Set(found.flatMap(one => (one.status === 'fulfilled' ? one.value : [])))
  const told = await inGroups([...roomIds], SIGN_OUT_GROUP, async roomId => {
    const [answer] = await Promise.allSettled([
      new RoomDoor(parts.env.ROOMS, roomId).endSession(sessionId),
    ])
    return answer
  })
  for (const one of [closed, ...found, ...told]) if (one.status === 'rejected') throw one.reason
}

const AWAY = Symbol('redis is away')
function pass(error: unknown): typeof AWAY {
  if (!(error instanceof Unavailable)) throw error
  log('warn', 'unavailable', { part: error.part, reason: error.message })
  return AWAY
}
