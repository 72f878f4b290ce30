import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { isBorn, migrate, STEPS } from '../../../worker/room/migrations.ts'
import { person } from '../support/people.ts'
import { enter, room, roomStub } from '../support/rooms.ts'

const ADD = 'ALTER TABLE members ADD COLUMN seen INTEGER NOT NULL DEFAULT 0'

describe('the schema of a room', () => {
  it('gains a step while it holds data, and keeps the data', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { line } = await enter(stub, ada)
    line.send('c1', 'old enough')
    await line.next('events')
    await runInDurableObject(stub, (_, { storage }) => {
      migrate(storage, [...STEPS, ADD])
      migrate(storage, [...STEPS, ADD])
      expect(storage.sql.exec('SELECT seen FROM members').toArray()).toEqual([{ seen: 0 }])
      expect(storage.sql.exec('SELECT count(*) AS n FROM events').one()).toEqual({ n: 3 })
    })
  })

  it('takes a failing step not at all', async () => {
    const ada = await person('Ada')
    await runInDurableObject(await room(ada), (_, { storage }) => {
      expect(() => migrate(storage, [...STEPS, ADD, 'CREATE TABLE members (again)'])).toThrow()
      expect(() => storage.sql.exec('SELECT seen FROM members')).toThrow(/no such column/)
      migrate(storage, [...STEPS, ADD])
      expect(storage.sql.exec('SELECT seen FROM members').toArray()).toHaveLength(1)
    })
  })

  it('is not laid by looking at a room that does not exist', async () => {
    const stub = roomStub(crypto.randomUUID())
    await stub.look(crypto.randomUUID())
    await runInDurableObject(stub, (_, { storage }) => {
      expect(isBorn(storage.sql)).toBe(false)
      expect(storage.sql.exec('SELECT name FROM sqlite_master').toArray()).toEqual([])
    })
  })
})
