import { RoomObject as Room } from '../../../worker/room/room-object.ts'

// The Worker, with a count of what is billed: rows that rooms write, and round trips to Postgres.
// The deployment's own entry is worker/index.ts: nothing there knows of this.

export { InboxObject } from '../../../worker/inbox/inbox-object.ts'
export { TallyObject } from '../../../worker/limits/tally-object.ts'
export { RegistryObject } from '../../../worker/registry/registry-object.ts'

import worker from '../../../worker/index.ts'

/** Where the counts are asked for, beside the Worker's own paths. */
const COUNTS = '/counts'

const counts = { rowsWritten: 0, rowsRead: 0, alarms: 0, postgres: 0 }

export default {
  ...worker,
  async fetch(request, bindings, context) {
    if (new URL(request.url).pathname === COUNTS) return Response.json(counts)
    return await worker.fetch(request, bindings, context)
  },
} satisfies typeof worker

export class RoomObject extends Room {
  constructor(...args: ConstructorParameters<typeof Room>) {
    countRows(args[0].storage)
    super(...args)
  }
}

/** All objects of a bench are in one isolate: one count serves them all. */
function countRows(storage: DurableObjectStorage): void {
  const { sql } = storage
  const exec = sql.exec.bind(sql)
  const setAlarm = storage.setAlarm.bind(storage)
  sql.exec = <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]) => {
    const cursor = exec<T>(query, ...bindings)
    counts.rowsWritten += cursor.rowsWritten
    return cursor
  }
  storage.setAlarm = async (...alarm) => {
    // Billed as a row: https://developers.cloudflare.com/durable-objects/platform/pricing/
    counts.alarms += 1
    await setAlarm(...alarm)
  }
}

const fetch = globalThis.fetch
globalThis.fetch = async (input, init) => {
  if (new URL(input instanceof Request ? input.url : input).pathname.endsWith('/sql'))
    counts.postgres += 1
  return await fetch(input, init)
}
