import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { Log } from '../../../worker/room/log.ts'
import { Meta } from '../../../worker/room/meta.ts'
import type { RoomObject } from '../../../worker/room/room-object.ts'
import type { RoomStub } from './rooms.ts'

/**
 * Lets the room go of its log up to its newest event, once Postgres has it: from then on that alone knows what was
 * said. The newest one stays, as it tells a room that wakes where it is.
 */
export async function letGo(stub: RoomStub): Promise<void> {
  await runInDurableObject<RoomObject, void>(stub, async (_, { storage }) => {
    await storage.setAlarm(Date.now())
  })
  for (let times = 0; ; times++) {
    const isDone = await runInDurableObject<RoomObject, boolean>(stub, (_, { storage }) => {
      const [log, meta] = [new Log(storage.sql), new Meta(storage.sql)]
      if (meta.watermark < log.head) return false
      const end = log.head
      log.letGo(meta.base, end)
      meta.base = end
      return true
    })
    if (isDone) break
    if (times > 200) throw new Error('Postgres does not follow')
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  // What it remembers was read before.
  await evictDurableObject(stub)
}
