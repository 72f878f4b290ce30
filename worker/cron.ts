import { eraseAccount } from './auth/delete-account.ts'
import type { Env } from './env.ts'
import { inGroups } from './groups.ts'
import { log } from './log.ts'
import { assemble, type Parts } from './parts.ts'
import type { Erasing } from './registry/erasings.ts'
import type { Swept, Undrained } from './registry/registry.ts'
import { registryOf } from './registry/registry-door.ts'
import { RoomDoor } from './room-door.ts'
import { unfinishedAccounts } from './store/account-erasure.ts'
import { deleteOld } from './store/clean-up.ts'
import { emptyRemoved } from './store/emptying.ts'

/** Rooms looked after in one minute, and at the same time. */
const SWEEP_ROOMS_MAX = 400
const SWEEP_GROUP = 20

/** Deleted accounts gone on with in one minute. */
const ERASINGS_MAX = 20

/** The minute of the day (UTC) in which what is old is deleted: once, as Postgres wakes for it. */
export const CLEAN_UP_MINUTE = 3 * 60 + 17

/**
 * The minute's work. One part that fails keeps none of the others from being done.
 * @param at when it is for, in milliseconds since 1970
 */
export async function everyMinute(env: Env, at: number): Promise<void> {
  const parts = assemble(env)
  const { undrained, erasings } = await registryOf(env).due(SWEEP_ROOMS_MAX, ERASINGS_MAX)
  await attempt('sweep', () => sweep(env, undrained))
  await attempt('erasing', () => eraseOn(parts, erasings))
  if (minuteOfDay(at) === CLEAN_UP_MINUTE) await attempt('clean-up', () => cleanUp(parts))
}

async function attempt(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log('error', 'cron.failed', { work: name, error })
  }
}

function minuteOfDay(at: number): number {
  const date = new Date(at)
  return date.getUTCHours() * 60 + date.getUTCMinutes()
}

/**
 * Visits the rooms that have events on their way to Postgres, so that one whose alarm was lost does
 * not wait for its next visitor.
 */
async function sweep(env: Env, listed: readonly Undrained[]): Promise<void> {
  if (listed.length === 0) return
  const swept = await inGroups(listed, SWEEP_GROUP, async room => await visit(env, room))
  await registryOf(env).settle(swept)
  const drained = swept.filter(({ progress }) => progress === 'drained').length
  log('info', 'sweep', { rooms: listed.length, drained })
}

/** A room that does not answer stays on the list. */
async function visit(env: Env, room: Undrained): Promise<Swept> {
  try {
    return { ...room, ...(await new RoomDoor(env.ROOMS, room.roomId).sweep()) }
  } catch (error) {
    log('warn', 'sweep.failed', { room: room.roomId, error })
    return { ...room, progress: 'waiting' }
  }
}

/** Goes on with what is left of deleted accounts: a room may not have answered, or was not done. */
async function eraseOn(parts: Parts, erasings: readonly Erasing[]): Promise<void> {
  for (const erasing of erasings)
    await attempt('erasing', async () => {
      if (await eraseAccount(parts, erasing))
        await registryOf(parts.env).endErasing(erasing.accountId)
    })
}

/** Deletes what is old, empties what was removed for good, and lists anew what is left of deleted accounts though nobody knew. */
async function cleanUp({ db, env, now }: Parts): Promise<void> {
  const deleted = await deleteOld(db, now(), env.AUDIT_DAYS)
  const emptied = await emptyRemoved(db, now())
  const unfinished = await unfinishedAccounts(db, ERASINGS_MAX)
  for (const id of unfinished)
    await registryOf(env).beginErasing(id, env.DELETED_MESSAGES === 'purge')
  log('info', 'clean-up', { ...deleted, emptied, unfinished: unfinished.length })
}
