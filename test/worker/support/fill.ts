import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { v7 as uuidv7 } from 'uuid'
import type { RoomEvent } from '../../../protocol/events.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { Log } from '../../../worker/room/log.ts'
import type { RoomStub } from './rooms.ts'

/** Writes `count` messages into a room's log, faster than its limits let anybody type. */
export async function fill(
  stub: RoomStub,
  who: Identity,
  count: number,
  body?: string,
): Promise<void> {
  await runInDurableObject(stub, (_, state) => {
    const log = new Log(state.storage.sql)
    const events = Array.from({ length: count }, (_, index): RoomEvent => {
      const seq = log.head + 1 + index
      const cid = `fill-${seq}`
      const at = Date.now()
      return { seq, id: uuidv7(), at, by: who.id, type: 'message.sent', cid, body: body ?? cid }
    })
    log.append(events, JSON.stringify(events))
  })
  // The room's own log remembers its head: it has to look again.
  await evictDurableObject(stub)
}
