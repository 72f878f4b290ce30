import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import { CHANGES_BURST } from '../../../protocol/limits.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { hello } from '../../../worker/room/commands/hello.ts'
import { Log } from '../../../worker/room/log.ts'
import { Members } from '../../../worker/room/members.ts'
import { Meta } from '../../../worker/room/meta.ts'
import { newSession } from '../../../worker/room/session.ts'
import type { RoomView } from '../../../worker/room/view.ts'
import { as } from '../support/as.ts'
import { person } from '../support/people.ts'
import { dial, enter, room } from '../support/rooms.ts'

async function workshop() {
  const [ada, grace, linus] = await Promise.all([person('Ada'), person('Grace'), person('Linus')])
  const stub = await room(ada, grace, linus)
  return { ada, grace, linus, stub }
}

describe('a member who leaves', () => {
  it('is shut out at once, and hears nothing that follows', async () => {
    const { ada, grace, stub } = await workshop()
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    expect(await as(stub, grace).leave({})).toEqual({ ok: true, value: null })
    expect(await g.line.closed).toMatchObject({ code: 4003 })
    a.line.send('c1', 'not for you any more')
    await a.line.until(events => events.some(event => event.type === 'message.sent'))
    expect(a.line.events().map(event => event.type)).toContain('member.left')
    expect(g.line.events().map(event => event.type)).not.toContain('member.left')
    expect(g.line.messages()).toEqual([])
    expect(await as(stub, grace).history({ limit: 1 })).toEqual({
      ok: false,
      problem: 'not_a_member',
    })
  })

  it('may come back to a public room', async () => {
    const { grace, stub } = await workshop()
    await as(stub, grace).leave({})
    expect(await as(stub, grace).join({})).toMatchObject({
      ok: true,
      value: { me: { role: 'member' } },
    })
  })

  it('is not the last owner while others remain', async () => {
    const { ada, grace, linus, stub } = await workshop()
    expect(await as(stub, ada).leave({})).toEqual({ ok: false, problem: 'sole_owner' })
    await as(stub, grace).leave({})
    await as(stub, linus).leave({})
    expect(await as(stub, ada).leave({})).toMatchObject({ ok: true })
  })
})

describe('a room that everybody has left', () => {
  it('belongs to whoever comes first', async () => {
    const { ada, grace, linus, stub } = await workshop()
    for (const who of [grace, linus, ada]) await as(stub, who).leave({})
    expect(await as(stub, linus).join({})).toMatchObject({ value: { me: { role: 'owner' } } })
    expect(await as(stub, grace).join({})).toMatchObject({ value: { me: { role: 'member' } } })
  })
})

describe('a member who is removed', () => {
  it('is shut out within a second, on every socket, before the event is told', async () => {
    const { ada, grace, stub } = await workshop()
    const sockets = await Promise.all([enter(stub, grace), enter(stub, grace)])
    const start = Date.now()
    expect(await as(stub, ada).remove({ userId: grace.id, ban: false })).toMatchObject({ ok: true })
    for (const { line } of sockets) {
      expect(await line.closed).toMatchObject({ code: 4003 })
      expect(line.events().every(event => event.type !== 'member.left')).toBe(true)
    }
    expect(Date.now() - start).toBeLessThan(5_000)
  })

  it('is asked again who they are when they say hello, whatever let the socket in', async () => {
    const { ada, stub } = await workshop()
    const outsider = await person('Mallory')
    await runInDurableObject(stub, (_, { storage }) => {
      const [members, log, meta] = [
        new Members(storage.sql),
        new Log(storage.sql),
        new Meta(storage.sql),
      ]
      const presence = { believed: new Set<string>() }
      const room = { now: Date.now(), members, log, meta, presence } as unknown as RoomView
      const greet = (who: Identity) => hello(room, newSession(who, 0), { type: 'hello', v: 2 })
      expect(greet(outsider)).toMatchObject([{ kind: 'close', code: 4003 }])
      expect(greet(ada)).toMatchObject([{ kind: 'reply' }, { kind: 'enter' }])
    })
  })

  it('has said what was under way before', async () => {
    const { ada, grace, stub } = await workshop()
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    g.line.send('last', 'my last word')
    await Promise.all([
      as(stub, ada).remove({ userId: grace.id, ban: false }),
      a.line.next('events'),
    ])
    await a.line.until(events => events.some(event => event.type === 'member.left'))
    const kinds = a.line.events().map(event => event.type)
    const said = kinds.indexOf('message.sent')
    if (said !== -1) expect(said).toBeLessThan(kinds.indexOf('member.left'))
  })

  it('is banned all the same when they left before', async () => {
    const { ada, grace, linus, stub } = await workshop()
    await as(stub, grace).leave({})
    expect(await as(stub, ada).remove({ userId: grace.id, ban: false })).toEqual({
      ok: false,
      problem: 'no_such_member',
    })
    expect(await as(stub, linus).remove({ userId: grace.id, ban: true })).toEqual({
      ok: false,
      problem: 'forbidden',
    })
    expect(await as(stub, ada).remove({ userId: grace.id, ban: true })).toMatchObject({ ok: true })
    expect(await as(stub, grace).join({})).toEqual({ ok: false, problem: 'banned' })
  })

  it('cannot come and go faster than others want to read of it', async () => {
    const { grace, stub } = await workshop()
    let changes = 0
    const change = async () => [await as(stub, grace).leave({}), await as(stub, grace).join({})]
    while (changes < 10 * CHANGES_BURST && (await change()).every(({ ok }) => ok)) changes += 2
    expect(changes).toBeLessThan(1.5 * CHANGES_BURST)
    const answers = await change()
    expect(answers.some(one => !one.ok && one.problem === 'rate_limited')).toBe(true)
  })

  it('may join again unless banned', async () => {
    const { ada, grace, linus, stub } = await workshop()
    await as(stub, ada).remove({ userId: grace.id, ban: false })
    expect(await as(stub, grace).join({})).toMatchObject({ ok: true })
    await as(stub, ada).remove({ userId: linus.id, ban: true })
    expect(await as(stub, linus).join({})).toEqual({ ok: false, problem: 'banned' })
  })

  it('is below who removes them', async () => {
    const { ada, grace, linus, stub } = await workshop()
    expect(await as(stub, grace).remove({ userId: linus.id, ban: false })).toMatchObject({
      problem: 'forbidden',
    })
    expect(await as(stub, grace).remove({ userId: ada.id, ban: false })).toMatchObject({
      problem: 'forbidden',
    })
    await as(stub, ada).appoint({ userId: grace.id, role: 'moderator' })
    expect(await as(stub, grace).remove({ userId: ada.id, ban: false })).toMatchObject({
      problem: 'outranked',
    })
    expect(await as(stub, grace).remove({ userId: grace.id, ban: false })).toMatchObject({
      problem: 'self_target',
    })
    expect(await as(stub, grace).remove({ userId: linus.id, ban: false })).toMatchObject({
      ok: true,
    })
    expect(await as(stub, grace).remove({ userId: linus.id, ban: false })).toMatchObject({
      problem: 'no_such_member',
    })
  })
})

describe('a role', () => {
  it('is given from above, below oneself, and told to everybody', async () => {
    const { ada, grace, linus, stub } = await workshop()
    const { line } = await enter(stub, linus)
    expect(await as(stub, ada).appoint({ userId: grace.id, role: 'admin' })).toMatchObject({
      value: { role: 'admin' },
    })
    const seen = await line.until(events => events.some(({ type }) => type === 'member.changed'))
    expect(seen.at(-1)).toMatchObject({ by: ada.id, member: { id: grace.id, role: 'admin' } })
    expect(await as(stub, grace).appoint({ userId: linus.id, role: 'admin' })).toMatchObject({
      problem: 'forbidden',
    })
    expect(await as(stub, grace).appoint({ userId: grace.id, role: 'owner' })).toMatchObject({
      problem: 'self_target',
    })
    expect(await as(stub, grace).appoint({ userId: ada.id, role: 'member' })).toMatchObject({
      problem: 'outranked',
    })
    expect(await as(stub, linus).appoint({ userId: linus.id, role: 'admin' })).toMatchObject({
      problem: 'forbidden',
    })
    expect(await as(stub, grace).appoint({ userId: linus.id, role: 'moderator' })).toMatchObject({
      ok: true,
    })
  })
})

describe('a new name', () => {
  const called = (who: Identity, displayName: string, namedAt: number) => ({
    ...who,
    displayName,
    namedAt,
  })

  const names = (events: RoomEvent[]) =>
    events.flatMap(event => (event.type === 'member.changed' ? [event.member.displayName] : []))

  it('is told once, whatever comes twice or late', async () => {
    const { grace, linus, stub } = await workshop()
    const { line } = await enter(stub, linus)
    const commodore = called(grace, 'Commodore', 20)
    expect(await as(stub, commodore).rename({})).toMatchObject({
      value: { displayName: 'Commodore' },
    })
    await as(stub, commodore).rename({})
    await as(stub, called(grace, 'Captain', 10)).rename({})
    await as(stub, called(grace, 'Captain', 10)).join({})
    await enter(stub, called(grace, 'Captain', 20))
    await enter(stub, grace)
    await evictDurableObject(stub)
    await as(stub, called(grace, 'Captain', 10)).rename({})
    await as(stub, called(grace, 'Admiral', 30)).rename({})
    const seen = await line.until(events => names(events).includes('Admiral'))
    expect(names(seen)).toEqual(['Commodore', 'Admiral'])
    expect(seen.at(-1)).toMatchObject({ by: grace.id, member: { role: 'member' } })
  })

  it('comes with a socket, or with somebody who joins again', async () => {
    const { ada, grace, linus, stub } = await workshop()
    const { line } = await enter(stub, ada)
    await dial(stub, called(grace, 'Commodore', 10))
    await as(stub, called(linus, 'Benevolent', 10)).join({})
    const seen = await line.until(events => names(events).length === 2)
    expect(names(seen)).toEqual(['Commodore', 'Benevolent'])
  })

  it('is a change like any other to whoever makes too many, and is not lost', async () => {
    const { ada, grace, stub } = await workshop()
    let namedAt = 0
    const rename = async () => {
      namedAt += 1
      return await as(stub, called(grace, `Grace ${namedAt}`, namedAt)).rename({})
    }
    let renamed = await rename()
    while (renamed.ok && namedAt < 10 * CHANGES_BURST) renamed = await rename()
    expect(renamed).toMatchObject({
      ok: false,
      problem: 'rate_limited',
      waitMs: expect.any(Number),
    })
    const { line } = await enter(stub, ada)
    // What is bought anew with time; the room forgets how many there were.
    await evictDurableObject(stub)
    await dial(stub, called(grace, 'Commodore', namedAt))
    expect(names(await line.until(events => names(events).includes('Commodore')))).toBeTruthy()
  })

  it('is for members', async () => {
    const { stub } = await workshop()
    const mallory = await person('Mallory')
    const refused = await as(stub, called(mallory, 'Ada', 10)).rename({})
    expect(refused).toEqual({ ok: false, problem: 'not_a_member' })
  })
})

describe('a sign-in that ends', () => {
  it('takes its sockets along, and no others', async () => {
    const { grace, stub } = await workshop()
    const phone = { ...grace, sessionId: crypto.randomUUID() }
    const [first, second] = await Promise.all([enter(stub, grace), enter(stub, phone)])
    expect(await stub.endSession(grace.sessionId)).toBe(1)
    expect(await first.line.closed).toMatchObject({ code: 4001 })
    second.line.send('c1', 'still here')
    await second.line.next('events')
  })

  it('keeps out a socket that was on its way', async () => {
    const { grace, stub } = await workshop()
    await stub.endSession(grace.sessionId)
    expect(await (await dial(stub, grace)).closed).toMatchObject({ code: 4001 })
  })

  it('is handed nothing after its time has come, though it says nothing', async () => {
    const { ada, grace, stub } = await workshop()
    const a = await enter(stub, ada)
    const g = await enter(stub, { ...grace, expiresAt: Date.now() + 300 })
    await new Promise(resolve => setTimeout(resolve, 400))
    a.line.send('c1', 'too late for Grace')
    expect(await g.line.closed).toMatchObject({ code: 4001 })
    expect(g.line.messages()).toEqual([])
  })
})
