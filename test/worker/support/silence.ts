import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import type { RoomStub } from './rooms.ts'

/** Damages a room so that from now on it fails every call. */
export async function silence(stub: RoomStub): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec('ALTER TABLE meta RENAME COLUMN value TO lost')
  })
  await evictDurableObject(stub)
}
