import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { and, asc, eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { DELETED_NAME, deletedUsername } from '../../../protocol/erased.ts'
import type { Member, MessageSent, RoomEvent } from '../../../protocol/events.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { Eraser, type EraserParts, type Stretch } from '../../../worker/room/eraser.ts'
import { Erasures, type Stage } from '../../../worker/room/erasures.ts'
import { Log, REWRITE_BATCHES } from '../../../worker/room/log.ts'
import { Edits } from '../../../worker/room/messages/edits.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { RoomDoor } from '../../../worker/room-door.ts'
import { leftOf } from '../../../worker/store/account-erasure.ts'
import { events, messages } from '../../../worker/store/schema.ts'
import { as } from '../support/as.ts'
import { clearDisk, fillDisk } from '../support/disk.ts'
import { fill } from '../support/fill.ts'
import { bindings, db, person } from '../support/people.ts'
import { poison } from '../support/poison.ts'
import { dial, enter, type RoomStub, room } from '../support/rooms.ts'

const SECRET = 'the tide table is wrong'

/** Ada's room. Grace and Linus are in it, and Grace has said something. */
async function workshop() {
  const [ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
  const stub = await room(ada, grace, linus)
  const { line } = await enter(stub, grace)
  line.send('g1', SECRET)
  line.send('g2', SECRET)
  await line.until(() => line.messages().length === 2)
  return { ada, grace, linus, stub, line }
}

/** Rings until nothing is left to do. @returns how often */
async function ring(stub: RoomStub, who: Identity, purged = true): Promise<number> {
  for (let times = 0; times < 200; times++) {
    if (await stub.erase(who.id, purged)) return times
    await runDurableObjectAlarm(stub)
  }
  throw new Error('it never ends')
}

/** All that SQLite has, as text. */
const stored = (stub: RoomStub) =>
  runInDurableObject(stub, (_, { storage }) =>
    JSON.stringify(
      ['batches', 'members'].map(table => storage.sql.exec(`SELECT * FROM ${table}`).toArray()),
    ),
  )

/** All that Postgres has, as text. */
async function archived(stub: RoomStub): Promise<string> {
  const roomId = stub.name ?? ''
  return JSON.stringify([
    await db.select().from(events).where(eq(events.roomId, roomId)).orderBy(asc(events.seq)),
    await db.select().from(messages).where(eq(messages.roomId, roomId)),
  ])
}

const epochOf = (stub: RoomStub) =>
  runInDurableObject(stub, (_, { storage }) => new Meta(storage.sql).epoch)

async function history(stub: RoomStub, who: Identity): Promise<MessageSent[]> {
  const page = await as(stub, who).history({ limit: 200 })
  if (!page.ok) throw new Error(page.problem)
  return page.value.messages
}

const left = (events: RoomEvent[]) => events.filter(({ type }) => type.startsWith('member.'))

describe('somebody who deletes their account', () => {
  it('is signed out, and told of as nobody who left', async () => {
    const { ada, grace, stub, line } = await workshop()
    const a = await enter(stub, ada)
    expect(await stub.erase(grace.id, true)).toBe(false)
    expect(await line.closed).toMatchObject({ code: 4001 })
    const told = await a.line.until(events => events.some(({ type }) => type === 'member.erased'))
    const member = {
      id: grace.id,
      username: deletedUsername(grace.id),
      displayName: DELETED_NAME,
      role: null,
    }
    expect(told.slice(-2)).toMatchObject([
      { type: 'member.left', by: grace.id, banned: false, member },
      { type: 'member.erased', by: grace.id, purged: true, member },
    ])
    // They were told to nobody whose socket they ended.
    expect(left(line.events()).map(({ type }) => type)).not.toContain('member.left')
  })

  it('cannot come back, whoever they say they are', async () => {
    const { grace, stub } = await workshop()
    await stub.erase(grace.id, false)
    expect(await as(stub, grace).join({})).toEqual({ ok: false, problem: 'unauthenticated' })
    expect(await (await dial(stub, grace)).closed).toMatchObject({ code: 4003 })
    expect(await as(stub, grace).history({ limit: 1 })).toMatchObject({ problem: 'not_a_member' })
    await evictDurableObject(stub)
    expect(await as(stub, grace).join({})).toEqual({ ok: false, problem: 'unauthenticated' })
  })

  it('is taken out once, however often it is asked for', async () => {
    const { ada, grace, stub } = await workshop()
    await ring(stub, grace)
    expect(await stub.erase(grace.id, true)).toBe(true)
    const { welcome } = await enter(stub, ada)
    expect(welcome.events.filter(({ type }) => type === 'member.erased')).toHaveLength(1)
    expect(welcome.events.filter(({ type }) => type === 'member.left')).toHaveLength(1)
  })

  it('is nothing to a room that never saw them', async () => {
    const { stub } = await workshop()
    const mallory = await person('Mallory')
    expect(await stub.erase(mallory.id, true)).toBe(true)
  })

  it('who was asked in and never came loses their name there, too', async () => {
    const { ada, stub } = await workshop()
    const mary = await person('Mary')
    await as(stub, ada).invite({ person: mary })
    expect((await leftOf(db, mary.id, 10)).roomIds).toEqual([stub.name])
    await ring(stub, mary)
    expect(await as(stub, ada).invited({})).toEqual({ ok: true, value: [] })
    expect(await as(stub, ada).invite({ person: mary })).toMatchObject({
      problem: 'no_such_account',
    })
    const everything = (await stored(stub)) + (await archived(stub))
    expect(everything).not.toContain(mary.username)
    expect(everything).toContain(deletedUsername(mary.id))
  })

  it('who had left before loses their name there, too', async () => {
    const { ada, grace, stub } = await workshop()
    await as(stub, grace).leave({})
    await ring(stub, grace)
    const { welcome } = await enter(stub, ada)
    expect(welcome.events.filter(({ type }) => type === 'member.left')).toHaveLength(1)
    expect(JSON.stringify(welcome)).not.toContain(grace.username)
    expect(JSON.stringify(welcome)).not.toContain('Grace')
  })
})

describe('the room of somebody who deletes their account', () => {
  const rolesIn = (members: Member[] | undefined) =>
    Object.fromEntries((members ?? []).map(({ id, role }) => [id, role]))

  it('passes on to the highest who is left', async () => {
    const { ada, grace, linus, stub } = await workshop()
    await as(stub, ada).appoint({ userId: linus.id, role: 'moderator' })
    await stub.erase(ada.id, false)
    const { welcome } = await enter(stub, linus)
    expect(rolesIn(welcome.members)).toEqual({
      [ada.id]: null,
      [grace.id]: 'member',
      [linus.id]: 'owner',
    })
    const [passed] = welcome.events.filter(({ type }) => type === 'member.changed').slice(-1)
    expect(passed).toMatchObject({ by: ada.id, member: { id: linus.id, role: 'owner' } })
  })

  it('passes on to who has been there the longest of those alike', async () => {
    const { ada, grace, linus, stub } = await workshop()
    await as(stub, grace).leave({})
    await new Promise(resolve => setTimeout(resolve, 5))
    await as(stub, grace).join({})
    await stub.erase(ada.id, false)
    expect(rolesIn((await enter(stub, grace)).welcome.members)[linus.id]).toBe('owner')
  })

  it('stays with its other owner', async () => {
    const { ada, grace, linus, stub } = await workshop()
    await as(stub, ada).appoint({ userId: grace.id, role: 'owner' })
    await stub.erase(ada.id, false)
    const { members } = (await enter(stub, linus)).welcome
    expect(rolesIn(members)).toMatchObject({ [grace.id]: 'owner', [linus.id]: 'member' })
  })

  it('is left by who was alone in it', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await ring(stub, ada)
    expect(await as(stub, ada).look({})).toMatchObject({ ok: false })
  })
})

describe('what they said', () => {
  it('is told to nobody from that moment on', async () => {
    const { ada, grace, stub } = await workshop()
    const { line: newcomer, welcome } = await enter(stub, ada)
    expect(welcome.events.at(-1)).toMatchObject({ body: SECRET })
    await stub.erase(grace.id, true)
    expect((await history(stub, ada)).map(({ body }) => body)).toEqual(['', ''])
    expect(
      (await enter(stub, ada)).welcome.events.map(event => JSON.stringify(event)).join(),
    ).not.toContain(SECRET)
    const back = await enter(stub, ada, { epoch: welcome.epoch, lastSeq: 1 })
    expect(JSON.stringify(back.welcome.events)).not.toMatch(/Grace|tide table/)
    await evictDurableObject(stub)
    expect((await history(stub, ada)).map(({ body }) => body)).toEqual(['', ''])
    newcomer.close()
  })

  it('is told to nobody where somebody else had brought it back', async () => {
    const { ada, grace, linus, stub, line } = await workshop()
    const seqs = line.messages().map(({ seq }) => seq)
    const { epoch, head } = (await enter(stub, linus)).welcome
    await as(stub, ada).deleteMessages({ seqs })
    await as(stub, ada).restoreMessages({ seqs })
    await stub.erase(grace.id, true)
    const { welcome } = await enter(stub, linus, { epoch, lastSeq: head })
    expect(welcome.events.map(({ type }) => type)).toContain('message.restored')
    expect(JSON.stringify(welcome)).not.toContain(SECRET)
  })

  it('is nowhere in the end: not in the room, not in Postgres', async () => {
    const { ada, grace, stub } = await workshop()
    await runDurableObjectAlarm(stub)
    expect(await archived(stub)).toContain(SECRET)
    await ring(stub, grace)
    for (const text of [await stored(stub), await archived(stub)])
      expect(text).not.toMatch(new RegExp(`${SECRET}|${grace.username}|Grace`))
    const rows = await db
      .select()
      .from(messages)
      .where(and(eq(messages.roomId, stub.name ?? ''), eq(messages.userId, grace.id)))
    expect(rows).toMatchObject([
      { body: '', deletedAt: expect.any(Date) },
      { body: '', deletedAt: expect.any(Date) },
    ])
    // What others said is as it was, and so are the places of all.
    const a = await enter(stub, ada)
    expect(a.welcome.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(JSON.stringify(a.welcome)).toContain('Linus')
  })

  it('is nowhere either when it was still on its way to Postgres', async () => {
    const { grace, stub } = await workshop()
    expect(await archived(stub)).not.toContain(SECRET)
    await ring(stub, grace)
    expect(await archived(stub)).toContain('"cid":"g1"')
    expect(await archived(stub)).not.toContain(SECRET)
  })

  it('stays where it is to be kept, and says of nobody whose it was', async () => {
    const { ada, grace, stub } = await workshop()
    await runDurableObjectAlarm(stub)
    await ring(stub, grace, false)
    expect((await history(stub, ada)).map(({ body }) => body)).toEqual([SECRET, SECRET])
    for (const text of [await stored(stub), await archived(stub)]) {
      expect(text).toContain(SECRET)
      expect(text).not.toMatch(new RegExp(`${grace.username}|Grace`))
    }
  })

  it('is gone from what Postgres refused, and from below the window', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    await fill(stub, grace, 300, SECRET)
    await runInDurableObject(stub, (_, { storage }) => poison(storage.sql, 50))
    await fill(stub, ada, 400)
    await as(stub, ada).look({})
    const base = () => runInDurableObject(stub, (_, { storage }) => new Meta(storage.sql).base)
    for (let n = 0; n < 20 && (await base()) <= 400; n++) await runDurableObjectAlarm(stub)
    expect(await base()).toBeGreaterThan(400)
    await runInDurableObject(stub, (_, { storage }) => {
      // The refused one was somebody's whom nobody knows; now it is hers again.
      storage.sql.exec(
        `UPDATE batches SET events = json_set(events, '$[' || CAST(50 - first AS INTEGER) || '].by', ?)
         WHERE 50 BETWEEN first AND last`,
        grace.id,
      )
    })
    const begin = (stage: Stage) =>
      runInDurableObject(stub, (_, { storage }) =>
        new Erasures(storage.sql).put({
          userId: grace.id,
          purged: true,
          until: 703,
          stage,
          next: 0,
        }),
      )
    // As if Postgres had been restored from a backup that has it all: it is not told for that.
    await begin('done')
    await evictDurableObject(stub)
    const page = await as(stub, ada).history({ limit: 200, after: 0 })
    if (!page.ok) throw new Error(page.problem)
    expect(await archived(stub)).toContain(SECRET)
    expect(page.value.messages.map(({ seq }) => seq)).toContain(50)
    expect(new Set(page.value.messages.map(({ body }) => body))).toEqual(new Set(['']))
    const back = await enter(stub, ada, { epoch: await epochOf(stub), lastSeq: 1 })
    back.line.say({ type: 'page', after: 1 })
    expect(JSON.stringify(await back.line.next('events'))).not.toMatch(/tide table|Grace/)
    await begin('log')
    await evictDurableObject(stub)
    await ring(stub, grace)
    expect(await archived(stub)).not.toContain(SECRET)
    expect(await stored(stub)).not.toContain(SECRET)
  })
})

describe('going through a long log', () => {
  /** More batches than are looked through at once, each of one message. */
  async function longRoom() {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    await runInDurableObject(stub, (_, { storage }) => {
      const log = new Log(storage.sql)
      for (let n = 0; n < 2.5 * REWRITE_BATCHES; n++) {
        const seq = log.head + 1
        const place = { seq, id: crypto.randomUUID(), at: log.headAt, by: grace.id }
        const event: RoomEvent = { ...place, type: 'message.sent', cid: `c${seq}`, body: SECRET }
        log.append([event], JSON.stringify([event]))
      }
    })
    await evictDurableObject(stub)
    return { ada, grace, stub }
  }

  const places = (stub: RoomStub, who: Identity) =>
    runInDurableObject(stub, (_, { storage }) => {
      const { stage, next } = new Erasures(storage.sql).of(who.id) ?? {}
      const count = `SELECT count(*) AS n FROM batches WHERE events LIKE '%${SECRET}%'`
      return { stage, next, left: storage.sql.exec<{ n: number }>(count).one().n }
    })

  const untilDone = (stub: RoomStub, who: Identity) =>
    vi.waitFor(
      async () => expect(await places(stub, who)).toMatchObject({ stage: 'done', left: 0 }),
      { timeout: 25_000, interval: 200 },
    )

  /** An eraser over the room's own storage, which asks nobody anything. */
  function eraserOver(storage: DurableObjectStorage, parts: Partial<EraserParts> = {}): Eraser {
    return new Eraser({
      erasures: new Erasures(storage.sql),
      log: new Log(storage.sql),
      meta: new Meta(storage.sql),
      messages: new Edits(storage.sql),
      alarms: { ensure: () => {}, renew: () => {} },
      erase: async () => {},
      clock: () => 1_000,
      random: () => 0,
      warn: () => {},
      ...parts,
    })
  }

  it('takes a bounded piece at a time, and goes on after an eviction', async () => {
    const { ada, grace, stub } = await longRoom()
    const total = 2.5 * REWRITE_BATCHES
    await runInDurableObject(stub, async (_, { storage }) => {
      // As the room itself would have begun, but without its alarm.
      const log = new Log(storage.sql)
      const begun = {
        userId: grace.id,
        purged: true,
        until: log.head,
        stage: 'log',
        next: 0,
      } as const
      new Erasures(storage.sql).put(begun)
      await eraserOver(storage).step()
    })
    const first = await places(stub, grace)
    expect(first.stage).toBe('log')
    expect(total - first.left).toBeGreaterThan(0)
    expect(total - first.left).toBeLessThanOrEqual(REWRITE_BATCHES)
    await runInDurableObject(stub, (_, { storage }) => eraserOver(storage).step())
    const second = await places(stub, grace)
    expect(second.next).toBeGreaterThan(first.next ?? 0)
    expect(first.left - second.left).toBe(REWRITE_BATCHES)
    await evictDurableObject(stub)
    // It wakes with an alarm of its own: nobody has to ask.
    expect((await history(stub, ada)).every(({ body }) => body === '')).toBe(true)
    await untilDone(stub, grace)
    expect(await archived(stub)).not.toContain(SECRET)
  })

  it('goes on by itself until it is done', async () => {
    const { grace, stub } = await longRoom()
    await stub.erase(grace.id, true)
    await untilDone(stub, grace)
  })

  it('goes through Postgres when all has arrived there, and asks again when it was away', async () => {
    const { grace, stub } = await workshop()
    await runInDurableObject(stub, async (_, { storage }) => {
      const [log, meta, erasures] = [
        new Log(storage.sql),
        new Meta(storage.sql),
        new Erasures(storage.sql),
      ]
      const until = log.head
      erasures.put({ userId: grace.id, purged: true, until, stage: 'log', next: 0 })
      const stretches: Stretch[] = []
      const alarms: number[] = []
      let now = 1_000
      const eraser = eraserOver(storage, {
        ...{ erasures, meta },
        clock: () => now,
        alarms: { ensure: at => alarms.push(at), renew: () => {} },
        erase: async (_, stretch) => {
          stretches.push(stretch)
          if (stretches.length < 3) throw new Error('away')
        },
      })
      await eraser.step()
      expect(erasures.of(grace.id)).toMatchObject({ stage: 'archive', next: 1 })
      // What is under way was read before; it would come behind the broom.
      meta.watermark = until - 1
      await eraser.step()
      expect(stretches).toEqual([])
      meta.watermark = until
      for (const at of [1_000, 1_249, 1_250, 1_749, 1_750]) {
        now = at
        await eraser.step()
      }
      expect(stretches.map(({ from, to }) => [from, to > until])).toEqual(
        Array.from({ length: 3 }, () => [1, true]),
      )
      // It has its own time, whoever else has the room woken.
      expect(alarms).toEqual([1_000, 1_250, 1_250, 1_750, 1_750])
      expect(erasures.of(grace.id)).toMatchObject({ stage: 'done' })
    })
  })
})

describe('a room without space', () => {
  it('takes nobody out by half, signs them out, and takes them out when it is asked again', async () => {
    const { ada, grace, stub, line } = await workshop()
    await fillDisk(stub)
    const door = new RoomDoor(bindings.ROOMS, stub.name ?? '')
    await expect(door.erase(grace.id, true)).rejects.toThrow(/room does not answer/)
    expect(await line.closed).toMatchObject({ code: 4001 })
    expect((await enter(stub, ada)).welcome.members).toContainEqual(
      expect.objectContaining({ id: grace.id, displayName: 'Grace', role: 'member' }),
    )
    await clearDisk(stub)
    await ring(stub, grace)
    expect((await enter(stub, ada)).welcome.members).toContainEqual(
      expect.objectContaining({ id: grace.id, displayName: DELETED_NAME, role: null }),
    )
  })
})
