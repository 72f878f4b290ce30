import { runInDurableObject } from 'cloudflare:test'
import type { RoomStub } from './rooms.ts'

/**
 * From now on SQLite says of every new batch what it says of a full disk. The platform does not let
 * anybody set `max_page_count`, which would make it a real one.
 */
export async function fillDisk(stub: RoomStub): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec(`CREATE TRIGGER full BEFORE INSERT ON batches
      BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`)
  })
}

export async function clearDisk(stub: RoomStub): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec('DROP TRIGGER full')
  })
}
