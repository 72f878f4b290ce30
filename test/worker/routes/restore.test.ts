import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { ROOM_RESTORE_DAYS } from '../../../protocol/limits.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { rooms } from '../../../worker/store/schema.ts'
import { db } from '../support/people.ts'
import { roomStub } from '../support/rooms.ts'
import { expectProblem, signedUp, username, type Visitor } from '../support/visitor.ts'
import { makeRoom } from '../support/ways.ts'

const DAY_MS = 24 * 3_600_000

async function rowOf(id: string) {
  const [row] = await db.select().from(rooms).where(eq(rooms.id, id))
  return row
}

function restore(who: Visitor, id: string, name?: string): Promise<Response> {
  return who.post(`/api/rooms/${id}/restore`, name === undefined ? {} : { name })
}

/** As if the room had been deleted so many days ago. */
async function deletedFor(id: string, days: number): Promise<void> {
  const stub = roomStub(id)
  await runInDurableObject(stub, (_, { storage }) => {
    const meta = new Meta(storage.sql)
    meta.room = { ...meta.room, deletedAt: Date.now() - days * DAY_MS }
  })
  await evictDurableObject(stub)
}

test('a deleted room comes back under its name, or another', async () => {
  const ada = await signedUp('Ada')
  const id = await makeRoom(ada)
  await ada.ask('DELETE', `/api/rooms/${id}`, {})
  expect((await rowOf(id))?.deletedAt).not.toBeNull()
  const name = username('back')
  expect((await restore(ada, id, name)).status).toBe(200)
  expect(await rowOf(id)).toMatchObject({ name, deletedAt: null })
})

test('one that cannot come back any more stays deleted, and takes nobody’s name', async () => {
  const ada = await signedUp('Ada')
  const id = await makeRoom(ada)
  await ada.ask('DELETE', `/api/rooms/${id}`, {})
  await deletedFor(id, ROOM_RESTORE_DAYS + 1)
  const [before, name] = [await rowOf(id), username('late')]
  await expectProblem(await restore(ada, id, name), 'undo_expired')
  const after = await rowOf(id)
  expect(after).toMatchObject({ name: before?.name, deletedAt: expect.any(Date) })
  expect((await ada.post('/api/rooms', { name })).status).toBe(201)
})

test('one that is there keeps its name', async () => {
  const ada = await signedUp('Ada')
  const id = await makeRoom(ada)
  const before = await rowOf(id)
  expect((await restore(ada, id, username('other'))).status).toBe(200)
  expect(await rowOf(id)).toMatchObject({ name: before?.name })
})
