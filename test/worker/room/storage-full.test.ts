import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { Log } from '../../../worker/room/log.ts'
import { RoomDoor } from '../../../worker/room-door.ts'
import { as } from '../support/as.ts'
import { clearDisk, fillDisk } from '../support/disk.ts'
import { bindings, person } from '../support/people.ts'
import { card, enter, type RoomStub, room, roomStub } from '../support/rooms.ts'

const stored = (stub: RoomStub) =>
  runInDurableObject(stub, (_, { storage }) =>
    ['batches', 'cids'].map(table => storage.sql.exec(`SELECT * FROM ${table}`).toArray()),
  )

const seqs = (stub: RoomStub) =>
  runInDurableObject(stub, (_, { storage }) =>
    new Log(storage.sql).after(0, 10).map(event => event.seq),
  )

async function fullRoom() {
  const [ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
  const stub = await room(ada, grace)
  const [a, g] = [await enter(stub, ada), await enter(stub, grace)]
  const before = await stored(stub)
  await fillDisk(stub)
  return { ada, grace, linus, stub, a: a.line, g: g.line, before }
}

describe('a room without space', () => {
  it('tells each sender that nothing was stored, by their cid', async () => {
    const { stub, a, g, before } = await fullRoom()
    a.send('c1', 'too much')
    g.send('g1', 'too much as well')
    g.send('g2')
    expect(await a.next('error')).toMatchObject({ code: 'room_storage_full', cid: 'c1' })
    expect(await g.next('error')).toMatchObject({ code: 'room_storage_full', cid: 'g1' })
    expect(await g.next('error')).toMatchObject({ code: 'room_storage_full', cid: 'g2' })
    expect(await stored(stub)).toEqual(before)
    expect([...a.messages(), ...g.messages()]).toEqual([])
  })

  it('keeps its sockets, its history and its doors open to members', async () => {
    const { ada, stub, a, g } = await fullRoom()
    a.send('c1')
    await a.next('error')
    a.socket.send('ping')
    g.socket.send('ping')
    expect((await enter(stub, ada)).welcome.events).toHaveLength(3)
    expect(await as(stub, ada).history({ limit: 5 })).toMatchObject({ ok: true })
    expect([a.texts, g.texts]).toEqual([
      expect.arrayContaining(['pong']),
      expect.arrayContaining(['pong']),
    ])
  })

  it('takes the same message once there is space again, and once', async () => {
    const { stub, a, g } = await fullRoom()
    a.send('c1', 'patience')
    await a.next('error')
    await clearDisk(stub)
    a.send('c1', 'patience')
    a.send('c1', 'patience')
    await g.until(() => g.messages().length > 0)
    a.send('c2', 'the next')
    await g.until(() => g.messages().length > 1)
    expect(g.messages()).toMatchObject([
      { seq: 4, cid: 'c1', body: 'patience' },
      { seq: 5, cid: 'c2' },
    ])
    expect(await seqs(stub)).toEqual([1, 2, 3, 4, 5])
  })

  it('lets nobody in, says so, and makes no half of a member', async () => {
    const { ada, linus, stub, a } = await fullRoom()
    const door = new RoomDoor(bindings.ROOMS, stub.name ?? '')
    await expect(as(door, linus).join({})).rejects.toMatchObject({
      name: 'Unavailable',
      part: 'room',
    })
    expect(await as(stub, linus).look({})).toEqual({ ok: false, problem: 'not_a_member' })
    await clearDisk(stub)
    expect(await as(stub, linus).join({})).toMatchObject({
      ok: true,
      value: { me: { role: 'member' } },
    })
    const told = await a.until(events => events.some(event => event.type === 'member.joined'))
    expect(told.filter(event => event.by === linus.id)).toMatchObject([{ seq: 4 }])
    expect(await as(stub, ada).look({})).toMatchObject({ ok: true })
  })

  it('shuts nobody out whose leaving it cannot record', async () => {
    const { ada, grace, stub, a, g } = await fullRoom()
    const door = new RoomDoor(bindings.ROOMS, stub.name ?? '')
    await expect(as(door, ada).remove({ userId: grace.id, ban: true })).rejects.toThrow(
      /room does not answer/,
    )
    await expect(as(door, grace).leave({})).rejects.toThrow(/room does not answer/)
    await clearDisk(stub)
    a.send('c1', 'Still here?')
    await g.until(() => g.messages().length > 0)
    expect(await as(stub, grace).look({})).toMatchObject({ ok: true })
  })

  it('records no leaving of which it cannot note the member', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const { line } = await enter(stub, grace)
    const before = await stored(stub)
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec(`CREATE TRIGGER full BEFORE INSERT ON members
        BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`)
    })
    const door = new RoomDoor(bindings.ROOMS, stub.name ?? '')
    await expect(as(door, ada).remove({ userId: grace.id, ban: false })).rejects.toThrow(
      /room does not answer/,
    )
    expect(await stored(stub)).toEqual(before)
    line.send('c1')
    expect(await line.until(() => line.messages().length > 0)).not.toContainEqual(
      expect.objectContaining({ type: 'member.left' }),
    )
    expect(line.messages()).toMatchObject([{ seq: 4, cid: 'c1' }])
  })

  it('is not half made: the next try makes all of it', async () => {
    const ada = await person('Ada')
    const made = card(ada)
    const stub = roomStub(made.id)
    const broken = { ...ada, displayName: '\ud800'.repeat(3_000_000) }
    const door = new RoomDoor(bindings.ROOMS, made.id)
    await expect(door.create(made, broken)).rejects.toThrow(/room does not answer/)
    await evictDurableObject(stub)
    expect(await as(stub, ada).look({})).toEqual({ ok: false, problem: 'not_found' })
    expect(await stub.create(made, ada)).toMatchObject({
      ok: true,
      value: { me: { role: 'owner' } },
    })
  })

  it('changes no role that it cannot record', async () => {
    const { ada, grace, stub } = await fullRoom()
    const door = new RoomDoor(bindings.ROOMS, stub.name ?? '')
    await expect(as(door, ada).appoint({ userId: grace.id, role: 'admin' })).rejects.toThrow(
      /room does not answer/,
    )
    expect(await as(stub, grace).look({})).toMatchObject({ value: { me: { role: 'member' } } })
  })
})
