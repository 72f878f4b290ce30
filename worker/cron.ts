import { eraseAccount } from './auth/delete-account.ts'
import type { Env } from './env.ts'
import { inGroups } from './groups.ts'
import { log } from './log.ts'
import { assemble, type Parts } from './parts.ts'
import type { Swept, Undrained } from './registry/registry.ts'
import { registryOf } from './registry/registry-door.ts'
import { RoomDoor } from './room-door.ts'

/** Rooms looked after in one minute, and at the same time. */
const SWEEP_ROOMS_MAX = 400
const SWEEP_GROUP = 20

/** Deleted accounts gone on with in one minute. */
const ERASINGS_MAX = 20

/** The minute's work. One part that fails keeps none of the others from being done. */
export async function everyMinute(env: Env): Promise<void> {
  const parts = assemble(env)
  for (const work of [() => sweep(env), () => eraseOn(parts)]) {
    try {
      await work()
    } catch (error) {
      log('error', 'cron', { error })
    }
  }
}

/**
 * Visits the rooms that have events on their way to Postgres, so that one whose alarm was lost does
 * not wait for its next visitor.
 */
async function sweep(env: Env): Promise<void> {
  const registry = registryOf(env)
  const listed = await registry.undrained(SWEEP_ROOMS_MAX)
  if (listed.length === 0) return
  const swept = await inGroups(listed, SWEEP_GROUP, async room => await visit(env, room))
  await registry.settle(swept)
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
async function eraseOn(parts: Parts): Promise<void> {
  const registry = registryOf(parts.env)
  for (const erasing of await registry.visitErasings(ERASINGS_MAX)) {
    try {
      if (await eraseAccount(parts, erasing)) await registry.endErasing(erasing.accountId)
    } catch (error) {
      log('warn', 'erasing', { error })
    }
  }
}
