import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test, vi } from 'vitest'
import { CLOSE } from '../../../protocol/codes.ts'
import { type Restart, restartSchema } from '../../../protocol/rest.ts'
import { registryOf } from '../../../worker/registry/registry-door.ts'
import { messages } from '../../../worker/store/schema.ts'
import { as } from '../support/as.ts'
import { fill } from '../support/fill.ts'
import { bindings, db, person } from '../support/people.ts'
import { poison } from '../support/poison.ts'
import { enter, type RoomStub, room } from '../support/rooms.ts'
import { silence } from '../support/silence.ts'
import { expectProblem, signedUp, Visitor } from '../support/visitor.ts'

const TOKEN = String(bindings.OPERATOR_TOKEN)
const RESTART = '/api/operator/restart'
const METRICS = '/api/metrics'

const bearing = (token: string) => ({ authorization: `Bearer ${token}` })

/** Waits until the registry has been told by as many rooms as have open sockets. */
async function untilLive(rooms: number): Promise<void> {
  await vi.waitFor(async () => {
    expect((await registryOf(bindings).live()).length).toBe(rooms)
  }, 5_000)
}

describe.each([
  ['POST', RESTART],
  ['GET', METRICS],
])('%s %s', (method, path) => {
  const ask = (who: Visitor, headers: Record<string, string>) => who.ask(method, path, { headers })

  test.each([
    ['no token', {}],
    ['another token', bearing('x'.repeat(TOKEN.length))],
    ['half the token', bearing(TOKEN.slice(0, 24))],
    ['more than the token', bearing(`${TOKEN}0`)],
    ['an empty token', { authorization: 'Bearer ' }],
    ['the token under another scheme', { authorization: `Basic ${TOKEN}` }],
    ['the token alone', { authorization: TOKEN }],
  ])('is nowhere to who brings %s', async (_, headers) => {
    await expectProblem(await ask(new Visitor(), headers), 'not_found')
  })

  test('is nowhere to somebody who is signed in', async () => {
    const ada = await signedUp('Ada')
    await expectProblem(await ask(ada, {}), 'not_found')
    await expectProblem(await ask(ada, bearing(ada.token)), 'not_found')
  })

  test('is nowhere on a deployment without a token', async () => {
    const elsewhere = new Visitor({ OPERATOR_TOKEN: undefined })
    for (const headers of [{}, bearing(TOKEN), bearing('undefined'), bearing('')])
      await expectProblem(await ask(elsewhere, headers), 'not_found')
  })
})

describe('a restart', () => {
  async function restart(): Promise<Restart> {
    const response = await new Visitor().post(RESTART, undefined, bearing(TOKEN))
    expect(response.status).toBe(200)
    return restartSchema.parse(await response.json())
  }

  test('is told to every open socket with 4011, and to the operator in numbers', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const [workshop, study] = [await room(ada, grace), await room(ada)]
    const seats = [
      await enter(workshop, ada),
      await enter(workshop, grace),
      await enter(study, ada),
    ]
    await untilLive(2)
    expect(await restart()).toEqual({ rooms: 2, sockets: 3, unreached: 0 })
    for (const { line } of seats) expect((await line.closed).code).toBe(CLOSE.restart)
    await untilLive(0)
    expect(await restart()).toEqual({ rooms: 0, sockets: 0, unreached: 0 })
  })

  test('is told to sockets of a room that sleeps', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { line } = await enter(stub, ada)
    await untilLive(1)
    await evictDurableObject(stub)
    expect(await restart()).toMatchObject({ sockets: 1 })
    expect((await line.closed).code).toBe(CLOSE.restart)
    await untilLive(0)
  })

  test('has what was said before it in Postgres', async () => {
    const ada = await person('Ada')
    const { line, welcome } = await enter(await room(ada), ada)
    await untilLive(1)
    line.send('c1', 'just in time')
    await line.next('events')
    await restart()
    const inRoom = eq(messages.roomId, welcome.room.id)
    expect(await db.select().from(messages).where(inRoom)).toMatchObject([{ body: 'just in time' }])
    await untilLive(0)
  })

  test('lets people back in at once, with nothing missing', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { line, welcome } = await enter(stub, ada)
    line.send('c1', 'before')
    await line.next('events')
    await untilLive(1)
    await restart()
    await line.closed
    const held = { epoch: welcome.epoch, lastSeq: welcome.head }
    const back = await enter(stub, ada, held)
    expect(back.welcome.events).toMatchObject([{ body: 'before' }])
    await restart()
    await untilLive(0)
  })

  test('counts a room that does not answer, and tells the others', async () => {
    const ada = await person('Ada')
    const [silent, other] = [await room(ada), await room(ada)]
    await enter(silent, ada)
    const { line } = await enter(other, ada)
    await untilLive(2)
    await silence(silent)
    expect(await restart()).toEqual({ rooms: 1, sockets: 1, unreached: 1 })
    expect((await line.closed).code).toBe(CLOSE.restart)
    await registryOf(bindings).tell(silent.name ?? '', { live: false })
  })
})

describe('the metrics', () => {
  async function metrics(): Promise<Record<string, number>> {
    const response = await new Visitor().get(METRICS, { headers: bearing(TOKEN) })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    return parse(await response.text())
  }

  /** Reads the text format strictly: each sample comes right behind its help and its type. */
  function parse(text: string): Record<string, number> {
    expect(text.endsWith('\n')).toBe(true)
    const samples = text.matchAll(
      /# HELP (\w+) [^\n]+\n# TYPE \1 (gauge|counter)\n\1 (\d+(?:\.\d+)?)\n/g,
    )
    const read = [...samples]
    expect(read.map(([sample]) => sample).join('')).toBe(text)
    for (const [, name = '', type] of read) expect(name.endsWith('_total')).toBe(type === 'counter')
    return Object.fromEntries(read.map(([, name, , value]) => [name, Number(value)]))
  }

  test('have the names that the operator watches', async () => {
    expect(Object.keys(await metrics())).toEqual([
      'alcove_rooms_live',
      'alcove_rooms_undrained',
      'alcove_rooms_undrained_seconds',
      'alcove_events_quarantined_total',
    ])
  })

  test('count the rooms with open sockets', async () => {
    const ada = await person('Ada')
    const { line } = await enter(await room(ada), ada)
    await untilLive(1)
    expect(await metrics()).toMatchObject({ alcove_rooms_live: 1 })
    line.close()
    await untilLive(0)
    expect(await metrics()).toMatchObject({ alcove_rooms_live: 0 })
  })

  test('say how many rooms are listed and for how long', async () => {
    const before = await metrics()
    await registryOf(bindings).tell(uuidv7(), { undrained: true })
    await new Promise(resolve => setTimeout(resolve, 50))
    const after = await metrics()
    expect(after.alcove_rooms_undrained).toBe((before.alcove_rooms_undrained ?? 0) + 1)
    expect(after.alcove_rooms_undrained_seconds).toBeGreaterThanOrEqual(0.05)
    expect(after.alcove_rooms_undrained_seconds).toBeLessThan(600)
  })

  test('count an event that Postgres refuses', async () => {
    const total = async () => (await metrics()).alcove_events_quarantined_total ?? 0
    const before = await total()
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 3)
    await poisonIn(stub, 4)
    await as(stub, ada).look({})
    await runDurableObjectAlarm(stub)
    await vi.waitFor(async () => expect(await total()).toBe(before + 1), 5_000)
  })

  /** Before the alarm carries it to Postgres, which is not to take it. */
  async function poisonIn(stub: RoomStub, seq: number): Promise<void> {
    await runInDurableObject(stub, async (_, { storage }) => {
      await storage.deleteAlarm()
      poison(storage.sql, seq)
    })
    await evictDurableObject(stub)
  }
})
