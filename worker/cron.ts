import type { Env } from './env.ts'
import { inGroups } from './groups.ts'
import { log } from './log.ts'
import type { Swept, Undrained } from './registry/registry.ts'
import { registryOf } from './registry/registry-door.ts'
import { RoomDoor } from './room-door.ts'

/** Rooms looked after in one minute, and at the same time. */
const SWEEP_ROOMS_MAX = 400
const SWEEP_GROUP = 20

/**
 * The minute's work: visits the rooms that have events on their way to Postgres, so that one whose
 * alarm was lost does not wait for its next visitor.
 */
export async function sweep(env: Env): Promise<void> {
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
