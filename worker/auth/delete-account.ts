import { ACCESS_TOKEN_MS } from '../../protocol/limits.ts'
import type { Identity } from '../domain/identity.ts'
import type { Outcome } from '../domain/outcome.ts'
import { inGroups } from '../groups.ts'
import { InboxDoor } from '../inbox/inbox-door.ts'
import { log } from '../log.ts'
import type { Parts } from '../parts.ts'
import type { Erasing } from '../registry/erasings.ts'
import { registryOf } from '../registry/registry-door.ts'
import { RoomDoor } from '../room-door.ts'
import {
  closeAccount,
  emptyAccount,
  forgetBearers,
  forgetMember,
  isEmptied,
  leftOf,
} from '../store/account-erasure.ts'
import { Unavailable } from '../unavailable.ts'
import { mark, notedRooms } from './hot-copy.ts'
import { SESSION_MS } from './session.ts'
import type { Visit } from './visit.ts'

/** Rooms that are visited for one account in one go, and at the same time. */
const ROOMS_MAX = 200
const GROUP = 20

/**
 * Deletes an account: from here on nobody can sign in to it. What else there is of it is gone through
 * by `eraseAccount`, now and by the cron until nothing is left.
 * @returns what to go through, or a refusal
 * @throws Unavailable; whether it was done is then not known, and the cron will find out
 */
export async function deleteAccount(
  parts: Parts,
  me: Identity,
  visit: Visit,
): Promise<Outcome<Erasing>> {
  const { db, env, now } = parts
  const erasing = { accountId: me.id, purged: env.DELETED_MESSAGES === 'purge', since: now() }
  // Before anything is done: were it noted afterwards, a crash in between would leave it undone.
  await note(parts, erasing)
  const entry = {
    action: 'account.deleted',
    actorId: me.id,
    targetId: me.id,
    ip: visit.ip,
  } as const
  const emptied = await emptyAccount(db, me.id, now(), entry)
  return emptied.ok ? { ok: true, value: erasing } : emptied
}

async function note({ env }: Parts, { accountId, purged }: Erasing): Promise<void> {
  try {
    await registryOf(env).beginErasing(accountId, purged)
  } catch (error) {
    throw new Unavailable('room', error instanceof Error ? error.message : 'unknown')
  }
}

/**
 * Goes on with what is left of a deleted account: ends its sessions and its sockets, and takes it out of
 * its rooms. May be done by several at once, and again.
 * @returns whether it may be forgotten
 * @throws Unavailable when Postgres does not answer; what others did not hear of is left for next time
 */
export async function eraseAccount(parts: Parts, erasing: Erasing): Promise<boolean> {
  const { db, now } = parts
  const { accountId, purged, since } = erasing
  // A token may have been about when the account went, and have opened a room that nobody knew of.
  const isOld = now() - since > ACCESS_TOKEN_MS
  // It was noted, and then refused or lost.
  if (!(await isEmptied(db, accountId))) return isOld
  await closeAccount(db, accountId, now(), purged)
  const { bearers, roomIds } = await leftOf(db, accountId, ROOMS_MAX)
  const noted = await signOut(parts, bearers)
  const rooms = [...new Set([...(noted ?? []), ...roomIds])]
  const erased = await inGroups(rooms, GROUP, async id => await eraseFrom(parts, id, erasing))
  const isDone =
    noted !== undefined && erased.every(Boolean) && (await eraseInbox(parts, accountId))
  // They lead to rooms that Postgres has not heard of yet: kept until those are done.
  if (isDone) await forgetBearers(db, bearers)
  return isDone && isOld && rooms.length === 0
}

/** @returns the rooms to which the sessions have opened sockets; undefined without Redis */
async function signOut(
  { patientRedis, now }: Parts,
  bearers: readonly string[],
): Promise<string[] | undefined> {
  try {
    const rooms = await inGroups(bearers, GROUP, async id => {
      await mark(patientRedis, id, now() + SESSION_MS)
      return await notedRooms(patientRedis, id)
    })
    return rooms.flat()
  } catch (error) {
    log('warn', 'erasing.sessions', { error })
    return undefined
  }
}

/** @returns whether nothing is left of it */
async function eraseInbox({ env }: Parts, accountId: string): Promise<boolean> {
  try {
    await new InboxDoor(env.INBOXES, accountId).erase()
    return true
  } catch (error) {
    log('warn', 'erasing.inbox', { error })
    return false
  }
}

/** @returns whether the room has nothing left of them, and Postgres nothing of their being there */
async function eraseFrom(
  { db, env }: Parts,
  roomId: string,
  { accountId, purged }: Erasing,
): Promise<boolean> {
  try {
    const isDone = await new RoomDoor(env.ROOMS, roomId).erase(accountId, purged)
    if (isDone) await forgetMember(db, roomId, accountId)
    return isDone
  } catch (error) {
    log('warn', 'erasing.room', { room: roomId, error })
    return false
  }
}
