import type { Device } from '../../protocol/rest.ts'
import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import type { Parts } from '../parts.ts'
import { runningSessions } from '../store/sessions.ts'
import { endTokens } from './programs.ts'
import { endSession } from './session.ts'
import type { Visit } from './visit.ts'

// The devices somebody is signed in on: each is a session of theirs that runs.

/** The one that asks first, then those used last. @throws Unavailable */
export async function listDevices(parts: Parts, me: Identity): Promise<Device[]> {
  const sessions = await runningSessions(parts.db, me.id, parts.now())
  return sessions
    .map(({ id, createdAt, lastSeenAt, userAgent, ip, place }) => ({
      id,
      isCurrent: id === me.sessionId,
      createdAt: createdAt.getTime(),
      lastSeenAt: lastSeenAt.getTime(),
      userAgent,
      ip,
      place,
    }))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}

/**
 * Ends one session of a person, and its sockets.
 * @returns a refusal when they have none of that id
 * @throws Unavailable
 */
export async function endDevice(
  parts: Parts,
  me: Identity,
  sessionId: string,
  visit: Visit,
): Promise<Outcome<null>> {
  const sessions = await runningSessions(parts.db, me.id, parts.now())
  if (!sessions.some(({ id }) => id === sessionId)) return refused('not_found')
  await endSession(parts, { accountId: me.id, sessionId }, visit, 'session.revoked')
  return done(null)
}

/**
 * Ends all sessions of a person but the one that asks.
 * @returns how many they were
 * @throws Unavailable when one of them did not end; saying it again is safe
 */
export async function endOtherDevices(parts: Parts, me: Identity, visit: Visit): Promise<number> {
  return await endSessions(parts, me.id, visit, me.id, me.sessionId)
}

/**
 * Ends every session of an account, and every token it gave to a program: whoever had the account may have
 * made one.
 * @param actorId who wants it so: an admin, or whoever had the link for a forgotten password
 * @returns how many sessions they were
 * @throws Unavailable when one of them did not end; saying it again is safe
 */
export async function signOutEverywhere(
  parts: Parts,
  accountId: string,
  visit: Visit,
  actorId: string = accountId,
): Promise<number> {
  const ended = await endSessions(parts, accountId, visit, actorId)
  await endTokens(parts, accountId, visit, actorId)
  return ended
}

async function endSessions(
  parts: Parts,
  accountId: string,
  visit: Visit,
  actorId: string,
  spared?: string,
): Promise<number> {
  const sessions = await runningSessions(parts.db, accountId, parts.now())
  const ending = sessions.filter(({ id }) => id !== spared)
  for (const { id: sessionId } of ending)
    await endSession(parts, { accountId, sessionId }, visit, 'session.revoked', actorId)
  return ending.length
}
