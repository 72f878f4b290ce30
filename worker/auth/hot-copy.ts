import type { Redis } from '@upstash/redis/cloudflare'
import { type Identity, identitySchema } from '../domain/identity.ts'
import { reach } from '../redis.ts'

// The hot copy of a session, or of a program's token: one key in Redis which holds the identity or a
// mark that it was revoked. One key for both makes the race between a sign-out and a reader that fills
// the copy from an older row harmless: the mark overwrites a copy, a copy never overwrites a mark.

const REVOKED = 'revoked'

/** What Redis says of a session: who it stands for, that it was revoked, or nothing. */
export type Held = Identity | typeof REVOKED | undefined

/** @throws Unavailable */
export async function recall(redis: Redis, sessionId: string): Promise<Held> {
  return parse(await reach(redis.get<unknown>(key(sessionId))))
}

/**
 * Keeps a copy, unless the session is marked as revoked.
 * @param until milliseconds since 1970; as long as what it is a copy of, unless said otherwise
 * @throws Unavailable
 */
export async function keep(
  redis: Redis,
  identity: Identity,
  until = identity.expiresAt,
): Promise<void> {
  await reach(redis.set(key(identity.sessionId), identity, { nx: true, pxat: until }))
}

/** Replaces the copy by a newer one, unless the session is marked as revoked. @throws Unavailable */
export async function renew(redis: Redis, identity: Identity): Promise<void> {
  const { sessionId, expiresAt } = identity
  await reach(redis.eval(RENEW, [key(sessionId)], [JSON.stringify(identity), expiresAt]))
}
const RENEW = `
if redis.call('get', KEYS[1]) == '${REVOKED}' then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'PXAT', ARGV[2])
return 1`

/** Forgets the copies of sessions: what they say of the account has changed. @throws Unavailable */
export async function forget(redis: Redis, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length > 0) await reach(redis.eval(FORGET, sessionIds.map(key), []))
}
const FORGET = `
for _, name in ipairs(KEYS) do
  if redis.call('get', name) ~= '${REVOKED}' then redis.call('del', name) end
end`

/**
 * Marks a session as revoked.
 * @param until milliseconds since 1970: longer than any token of it lasts, and than any reader can
 * hold an older row
 * @throws Unavailable
 */
export async function mark(redis: Redis, sessionId: string, until: number): Promise<void> {
  await reach(redis.set(key(sessionId), REVOKED, { pxat: until }))
}

/**
 * Notes that a session is about to open a socket to a room, so that its end finds the room, and
 * recalls it in the same step: an end that comes before is seen, one that comes after finds the note.
 * @param until milliseconds since 1970
 * @throws Unavailable
 */
export async function noteRoom(
  redis: Redis,
  sessionId: string,
  roomId: string,
  until: number,
): Promise<Held> {
  const notes = redis.multi()
  notes.sadd(roomsKey(sessionId), roomId)
  notes.pexpireat(roomsKey(sessionId), until)
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
