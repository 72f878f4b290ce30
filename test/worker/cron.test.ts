import { createScheduledController, evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { asc, eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import worker from '../../worker/index.ts'
import { registryOf } from '../../worker/registry/registry-door.ts'
import { OUTBOX_DELAY_MS } from '../../worker/room/outbox.ts'
import { messages } from '../../worker/store/schema.ts'
import { as } from './support/as.ts'
import { fill } from './support/fill.ts'
import { bindings, db, person } from './support/people.ts'
import { enter, type RoomStub, room } from './support/rooms.ts'
import { silence } from './support/silence.ts'

const minute = () => worker.scheduled(createScheduledController(), bindings)

const nameOf = (stub: RoomStub) => stub.name ?? ''

async function isListed(stub: RoomStub): Promise<boolean> {
  const listed = await registryOf(bindings).undrained(1_000)
  return listed.some(({ roomId }) => roomId === nameOf(stub))
}

async function isLive(stub: RoomStub): Promise<boolean> {
  return (await registryOf(bindings).live()).includes(nameOf(stub))
}

/** What Postgres holds of the room, once there is something. */
async function arrived(stub: RoomStub): Promise<number[]> {
  const inRoom = eq(messages.roomId, nameOf(stub))
  return await vi.waitFor(async () => {
    const rows = await db.select().from(messages).where(inRoom).orderBy(asc(messages.seq))
    if (rows.length === 0) throw new Error('nothing has arrived')
    return rows.map(row => row.seq)
  }, PATIENCE)
}
const PATIENCE = { timeout: 10_000, interval: 50 }

/** Sweeps minute by minute until the room is off the list. */
async function untilSettled(stub: RoomStub): Promise<void> {
  await vi.waitFor(async () => {
    await minute()
    expect(await isListed(stub)).toBe(false)
  }, PATIENCE)
}

const alarmOf = (stub: RoomStub) => runInDurableObject(stub, (_, { storage }) => storage.getAlarm())

/** A room with three messages that Postgres lacks, and no alarm to carry them. */
async function strandedRoom(): Promise<RoomStub> {
  const ada = await person('Ada')
  const stub = await room(ada)
  await fill(stub, ada, 3)
  await as(stub, ada).look({})
  await vi.waitFor(async () => expect(await isListed(stub)).toBe(true), PATIENCE)
  // The room goes on believing that it has an alarm.
  await runInDurableObject(stub, (_, { storage }) => storage.deleteAlarm())
  return stub
}

describe('the minute’s sweep', () => {
  it('finds a room whose alarm was lost, and Postgres gets what it holds', async () => {
    const stub = await strandedRoom()
    // Long enough for the alarm that the room believes in to be overdue.
    await new Promise(resolve => setTimeout(resolve, OUTBOX_DELAY_MS + 100))
    expect(await alarmOf(stub)).toBeNull()
    await minute()
    expect(await arrived(stub)).toEqual([3, 4, 5])
  })

  it('finds one that sleeps as well', async () => {
    const stub = await strandedRoom()
    await evictDurableObject(stub)
    await minute()
    expect(await arrived(stub)).toEqual([3, 4, 5])
  })

  it('keeps a room on the list until it has seen it drained', async () => {
    const stub = await strandedRoom()
    await minute()
    expect(await isListed(stub)).toBe(true)
    await arrived(stub)
    await untilSettled(stub)
  })

  it('hears of a room again that has more to carry after it was taken off', async () => {
    const stub = await strandedRoom()
    await untilSettled(stub)
    expect(await as(stub, await person('Grace')).join({})).toMatchObject({ ok: true })
    await vi.waitFor(async () => expect(await isListed(stub)).toBe(true), PATIENCE)
    await untilSettled(stub)
  })

  it('corrects in one visit what the registry believes of a room’s sockets', async () => {
    const ada = await person('Ada')
    const [left, entered] = [await strandedRoom(), await room(ada)]
    await untilSettled(left)
    await enter(entered, ada)
    await vi.waitFor(async () => expect(await isLive(entered)).toBe(true), PATIENCE)
    await untilSettled(entered)
    const registry = registryOf(bindings)
    await registry.tell(nameOf(left), { undrained: true, live: true })
    await registry.tell(nameOf(entered), { undrained: true, live: false })
    await evictDurableObject(left)
    await evictDurableObject(entered)
    await minute()
    // Had a room told it itself, that would be a newer word, and the room still be listed.
    for (const stub of [left, entered]) expect(await isListed(stub)).toBe(false)
    expect([await isLive(left), await isLive(entered)]).toEqual([false, true])
  })

  it('leaves a room that does not answer on the list, and looks after the others', async () => {
    const [silent, other] = [await strandedRoom(), await strandedRoom()]
    await silence(silent)
    await minute()
    expect(await isListed(silent)).toBe(true)
    expect(await arrived(other)).toEqual([3, 4, 5])
  })

  it('has nothing to do for a deployment that is not configured', async () => {
    const stub = await strandedRoom()
    await worker.scheduled(createScheduledController(), { ...bindings, JWT_SECRET: 'short' })
    expect(await alarmOf(stub)).toBeNull()
  })
})
