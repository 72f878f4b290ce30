import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { v7 as uuidv7 } from 'uuid'
import type { RoomEvent } from '../../../protocol/events.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { Log } from '../../../worker/room/log.ts'
import type { RoomStub } from './rooms.ts'

/** Flushes of one event and of many, as they come, so that edges fall within them and between. */
const FLUSHES = [1, 7, 60]

/** Writes `count` messages into a room's log, faster than its limits let anybody type. */
export async function fill(
  stub: RoomStub,
  who: Identity,
  count: number,
  body?: string,
): Promise<void> {
  await runInDurableObject(stub, (_, state) => {
    const log = new Log(state.storage.sql)
    const end = log.head + count
    for (let flush = 0; log.head < end; flush++) {
      const length = Math.min(FLUSHES[flush % FLUSHES.length] ?? 1, end - log.head)
      const events = Array.from({ length }, (_, index) => message(log.head + 1 + index, who, body))
      log.append(events, JSON.stringify(events))
    }
  })
  // The room's own log remembers its head: it has to look again.
  await evictDurableObject(stub)
}

function message(seq: number, who: Identity, body?: string): RoomEvent {
  const cid = `fill-${seq}`
  const place = { seq, id: uuidv7(), at: Date.now(), by: who.id }
  return { ...place, type: 'message.sent', cid, body: body ?? cid }
}
