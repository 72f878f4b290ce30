import type { Env } from './env.ts'
import { inGroups } from './groups.ts'
import { log } from './log.ts'
import type { Undrained } from './registry/registry.ts'
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
  const drained = await inGroups(listed, SWEEP_GROUP, async room => await isDrained(env, room))
  const settled = listed.filter((_, index) => drained[index])
  if (settled.length > 0) await registry.settle(settled)
  if (listed.length > 0) log('info', 'sweep', { rooms: listed.length, drained: settled.length })
}

/** A room that does not answer stays on the list. */
async function isDrained(env: Env, { roomId }: Undrained): Promise<boolean> {
  try {
    return await new RoomDoor(env.ROOMS, roomId).sweep()
  } catch (error) {
    log('warn', 'sweep.failed', { room: roomId, error })
    return false
  }
}
