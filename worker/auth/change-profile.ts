import type * as z from 'zod'
import type { changeProfileSchema } from '../../protocol/rest.ts'
import type { Identity, Profile } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { inGroups } from '../groups.ts'
import { log } from '../log.ts'
import type { Parts } from '../parts.ts'
import { RoomDoor } from '../room-door.ts'
import { type AccountRow, findById } from '../store/accounts.ts'
import { bearersOf } from '../store/bearers.ts'
import { type Change, changeAccount } from '../store/profiles.ts'
import { roomsOf } from '../store/rooms.ts'
import { forget } from './hot-copy.ts'
import type { Visit } from './visit.ts'

/** Rooms that are told of a name at the same time. */
const RENAME_GROUP = 25

/**
 * Changes what somebody says of themselves; what is not named stays.
 * @throws Unavailable
 */
export async function changeProfile(
  parts: Parts,
  me: Identity,
  wanted: z.output<typeof changeProfileSchema>,
  visit: Visit,
): Promise<Outcome<AccountRow>> {
  const names = Object.keys(wanted)
  const row =
    names.length === 0
      ? await findById(parts.db, me.id)
      : await changeAccount(parts.db, me.id, changeOf(wanted), {
          action: 'account.profile_changed',
          actorId: me.id,
          targetId: me.id,
          detail: { changed: names.join(' ') },
          ip: visit.ip,
        })
  return row === undefined ? refused('unauthenticated') : done(row)
}

function changeOf({
  displayName,
  about,
  status,
  readReceipts,
}: z.output<typeof changeProfileSchema>): Change {
  const until = status?.until ?? null
  return {
    ...(displayName !== undefined && { displayName }),
    ...(about !== undefined && { about }),
    ...(readReceipts !== undefined && { readReceipts }),
    ...(status !== undefined && {
      status: status?.text ?? '',
      statusUntil: until === null ? null : new Date(until),
    }),
  }
}

/**
 * Tells a new display name to whoever keeps one: the hot copies, and then the rooms. Never throws: a
 * copy is made anew with the next refresh, and a room hears of the name when its bearer comes.
 */
export async function spreadName(parts: Parts, account: AccountRow): Promise<void> {
  const { id, username, displayName, updatedAt } = account
  const profile = { id, username, displayName, namedAt: updatedAt.getTime() }
  await forgetCopies(parts, account)
  try {
    const roomIds = await roomsOf(parts.db, id)
    await inGroups(roomIds, RENAME_GROUP, async roomId => await tell(parts, roomId, profile))
  } catch (error) {
    log('warn', 'rename.rooms', { error })
  }
}

/**
 * Sees to it that what has changed of an account comes with its bearers from now on. Never throws: a copy is made
 * anew with the next refresh.
 */
export async function forgetCopies(parts: Parts, { id }: AccountRow): Promise<void> {
  try {
    await forget(parts.redis, await bearersOf(parts.db, id, parts.now()))
  } catch (error) {
    log('warn', 'profile.copies', { error })
  }
}

async function tell(parts: Parts, roomId: string, profile: Profile): Promise<void> {
  try {
    const actor = { ...profile, isAdmin: false }
    await new RoomDoor(parts.env.ROOMS, roomId).operate('rename', actor, {})
  } catch (error) {
    log('warn', 'rename.room', { room: roomId, error })
  }
}
