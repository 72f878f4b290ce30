import type { Redis } from '@upstash/redis/cloudflare'
import { type Identity, identitySchema } from '../domain/identity.ts'
import { reach } from '../redis.ts'

// The hot copy of a session: one key in Redis which holds the identity or a mark that the session
// was revoked. One key for both makes the race between a sign-out and a reader that fills the copy
// from an older row harmless: the mark overwrites a copy, a copy never overwrites a mark.

const REVOKED = 'revoked'

/**
 * Milliseconds a copy lives at most. A sign-out that cannot reach Redis leaves its copy behind;
 * this is how long that can matter, at the price of one read of Postgres in as many.
 */
export const COPY_MS = 15 * 60_000

/** What Redis says of a session: who it stands for, that it was revoked, or nothing. */
export type Held = Identity | typeof REVOKED | undefined

/** @throws Unavailable */
export async function recall(redis: Redis, sessionId: string): Promise<Held> {
  return parse(await reach(redis.get<unknown>(key(sessionId))))
}

/** Keeps a copy, unless the session is marked as revoked. @throws Unavailable */
export async function keep(redis: Redis, identity: Identity, now: number): Promise<void> {
  const until = Math.min(identity.expiresAt, now + COPY_MS)
  await reach(redis.set(key(identity.sessionId), identity, { nx: true, pxat: until }))
}

/**
 * Marks a session as revoked until its token runs out by itself, which is longer than any reader
 * can hold an older row.
 * @throws Unavailable
 */
export async function mark(
  redis: Redis,
  { sessionId, expiresAt }: Pick<Identity, 'sessionId' | 'expiresAt'>,
): Promise<void> {
  await reach(redis.set(key(sessionId), REVOKED, { pxat: expiresAt }))
}

/**
 * Notes that a session is about to open a socket to a room, so that its end finds the room, and
 * recalls it in the same step: an end that comes before is seen, one that comes after finds the note.
 * @throws Unavailable
 */
export async function noteRoom(
  redis: Redis,
  { sessionId, expiresAt }: Pick<Identity, 'sessionId' | 'expiresAt'>,
  roomId: string,
): Promise<Held> {
  const notes = redis.multi()
  notes.sadd(roomsKey(sessionId), roomId)
  notes.pexpireat(roomsKey(sessionId), expiresAt)
  notes.get(key(sessionId))
  const [, , held] = await reach(notes.exec<[number, number, unknown]>())
  return parse(held)
}

/** The rooms to which a session has opened sockets. @throws Unavailable */
export async function notedRooms(redis: Redis, sessionId: string): Promise<string[]> {
  return await reach(redis.smembers(roomsKey(sessionId)))
}

function parse(held: unknown): Held {
  return held === REVOKED ? REVOKED : identitySchema.safeParse(held).data
}

function roomsKey(sessionId: string): string {
  return `session:${sessionId}:rooms`
}

function key(sessionId: string): string {
  return `session:${sessionId}`
}
