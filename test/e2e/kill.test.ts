import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neon, neonConfig } from '@neondatabase/serverless'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forkPlatform, type PlatformChild } from '../../dev/platform-child.ts'
import { RoomClient } from '../../protocol/client/room-client.ts'
import type { MessageSent, RoomEvent } from '../../protocol/events.ts'
import { buildWorker, Runtime } from '../support/runtime.ts'
import { platformEnv } from '../support/servers.ts'
import { variablesFor } from '../support/variables.ts'
import { Visitor } from '../support/visitor.ts'

const KILLS = 20
const DRAIN_PATIENCE_MS = 30_000

let platform: PlatformChild
let runtime: Runtime
let data: string

beforeAll(async () => {
  buildWorker()
  data = await mkdtemp(join(tmpdir(), 'alcove-kill-'))
  platform = await forkPlatform({}, platformEnv())
  neonConfig.fetchEndpoint = platform.databaseHttpUrl ?? ''
  runtime = await Runtime.start(data, variablesFor(platform))
})

afterAll(async () => {
  await runtime?.kill()
  await platform?.close()
  await rm(data, { recursive: true, force: true })
})

/** A client that keeps everything it was handed, and what it knows to be acknowledged. */
function follow(visitor: Visitor, roomId: string) {
  const events: RoomEvent[] = []
  const sent = new Set<string>()
  let pending = 0
  const client = new RoomClient({
    open: () => visitor.line(roomId),
    handlers: {
      onWelcome: welcome => events.splice(0, events.length, ...welcome.events),
      onEvents: fresh => events.push(...fresh),
      onPending: sends => {
        pending = sends.length
      },
      onPresence: () => {},
      onStatus: () => {},
    },
  })
  client.start()
  const messages = () =>
    events.filter((event): event is MessageSent => event.type === 'message.sent')
  return {
    client,
    messages,
    events,
    sent,
    send: (body: string) => sent.add(client.send(body) ?? 'refused'),
    get pending() {
      return pending
    },
  }
}

async function until(holds: () => boolean | Promise<boolean>, patience = 20_000): Promise<void> {
  const deadline = Date.now() + patience
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not in ${patience} ms: ${holds}`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

/** What Postgres holds of a room, in its own order. */
async function stored(roomId: string) {
  const sql = neon(platform.databaseUrl)
  return await sql`SELECT seq::int AS seq, cid, body FROM messages WHERE room_id = ${roomId} ORDER BY seq`
}

describe('a runtime that is killed', () => {
  it('has the acknowledged message after the restart, in the room and then in Postgres', async () => {
    const ada = await new Visitor(runtime.url).register('ada')
    const roomId = await ada.createRoom('Kill once')
    const first = follow(ada, roomId)
    first.send('acknowledged')
    await until(() => first.pending === 0 && first.messages().length === 1)
    await runtime.kill()
    first.client.stop()
    await runtime.start()

    const second = follow(ada, roomId)
    await until(() => second.messages().length === 1)
    expect(second.messages()).toEqual(first.messages())
    await until(async () => (await stored(roomId)).length === 1, DRAIN_PATIENCE_MS)
    expect(await stored(roomId)).toMatchObject([{ seq: 3, body: 'acknowledged' }])
    second.client.stop()
  })

  it(`loses and doubles nothing over ${KILLS} kills at random moments under sends`, async () => {
    const people = await Promise.all(
      ['grace', 'linus'].map(name => new Visitor(runtime.url).register(name)),
    )
    const [grace, linus] = people
    if (grace === undefined || linus === undefined) throw new Error('nobody')
    const roomId = await grace.createRoom('Kill often')
    await linus.join(roomId)
    const lines = people.map(who => follow(who, roomId))
    const acknowledged = new Map<string, MessageSent>()
    let talking = true
    const talk = async () => {
      for (let i = 0; talking; i++) {
        for (const line of lines) line.send(`message ${i}`)
        for (const line of lines)
          for (const message of line.messages()) acknowledged.set(message.cid, message)
        await new Promise(resolve => setTimeout(resolve, 150))
      }
    }
    const talked = talk()
    for (let kill = 0; kill < KILLS; kill++) {
      await new Promise(resolve => setTimeout(resolve, 100 + Math.random() * 900))
      await runtime.kill()
      await runtime.start()
      for (const line of lines) line.client.wake()
    }
    talking = false
    await talked
    await until(() => lines.every(line => line.pending === 0), 60_000)
    const total = lines.reduce((sum, line) => sum + line.sent.size, 0)
    await until(() => lines.every(line => line.messages().length === total))

    const [one, other] = lines.map(line => line.messages())
    expect(other).toEqual(one)
    const seqs = lines[0]?.events.map(event => event.seq) ?? []
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index))
    const byCid = new Map(one?.map(message => [message.cid, message]))
    expect(byCid.size).toBe(total)
    for (const [cid, message] of acknowledged) expect(byCid.get(cid)).toEqual(message)
    await until(async () => (await stored(roomId)).length >= total, DRAIN_PATIENCE_MS)
    expect((await stored(roomId)).map(row => [row.seq, row.cid])).toEqual(
      one?.map(message => [message.seq, message.cid]),
    )
    console.log(
      `${KILLS} kills, ${total} sends, ${acknowledged.size} seen acknowledged, 0 lost, 0 doubled`,
    )
    for (const line of lines) line.client.stop()
  })
})
