import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { RoomObject } from '../../../worker/room/room-object.ts'
import { person } from '../support/people.ts'
import { enter, type RoomStub, room } from '../support/rooms.ts'

/** Sends as a busy socket brings them: one right behind the other, however slow the machine is. */
async function handOver(stub: RoomStub, count: number): Promise<void> {
  await runInDurableObject<RoomObject, void>(stub, (object, state) => {
    const [socket] = state.getWebSockets()
    if (socket === undefined) throw new Error('nobody is here')
    for (let i = 0; i < count; i++)
      object.webSocketMessage(socket, JSON.stringify({ type: 'send', cid: `c${i}`, body: `c${i}` }))
  })
}

describe('talking in a room', () => {
  it('welcomes with the room, its members, who is here and the newest events', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const { welcome } = await enter(stub, grace)
    expect(welcome).toMatchObject({
      v: 1,
      head: 3,
      me: grace.id,
      more: false,
      presence: [grace.id],
    })
    expect(welcome.room.topic).toBe('What we are making')
    expect(welcome.members?.map(({ displayName, role }) => [displayName, role])).toEqual([
      ['Ada', 'owner'],
      ['Grace', 'member'],
    ])
    expect(welcome.events.map(event => [event.seq, event.type])).toEqual([
      [1, 'room.created'],
      [2, 'member.joined'],
      [3, 'member.joined'],
    ])
  })

  it('gives a message to everyone in the room, its sender included, as the same event', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    a.line.send('c1', 'Hello, Grace 👋')
    const mine = await a.line.next('events')
    const theirs = await g.line.next('events')
    expect(mine).toEqual(theirs)
    expect(mine.events[0]).toMatchObject({ seq: 4, by: ada.id, cid: 'c1', body: 'Hello, Grace 👋' })
  })

  it('gives one gapless order to people who talk at once', async () => {
    const people = await Promise.all(['Ada', 'Grace', 'Linus'].map(person))
    const [ada, ...others] = people
    if (ada === undefined) throw new Error('nobody')
    const stub = await room(ada, ...others)
    const lines = await Promise.all(people.map(async who => (await enter(stub, who)).line))
    for (let i = 0; i < 15; i++) for (const line of lines) line.send(`c${i}`, `${i}`)
    const heard = await Promise.all(
      lines.map(line => line.until(() => line.messages().length === 45)),
    )
    const orders = heard.map(events => events.map(event => event.id).slice(-45))
    expect(orders[1]).toEqual(orders[0])
    expect(orders[2]).toEqual(orders[0])
    expect(heard[0]?.map(event => event.seq)).toEqual(heard[0]?.map((_, index) => index + 1))
  })

  it('puts several waiting messages into one frame', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { line } = await enter(stub, ada)
    await handOver(stub, 10)
    await line.until(() => line.messages().length === 10)
    expect(line.frames.filter(frame => frame.type === 'events').length).toBeLessThan(10)
  })

  it('answers ping with pong without waking anybody', async () => {
    const ada = await person('Ada')
    const { line } = await enter(await room(ada), ada)
    line.socket.send('ping')
    line.send('c1')
    await line.next('events')
    expect(line.texts).toContain('pong')
  })
})

describe('a send that is repeated', () => {
  it('is recorded once and answered with the event it became', async () => {
    const ada = await person('Ada')
    const { line } = await enter(await room(ada), ada)
    line.send('c1', 'once')
    const { events } = await line.next('events')
    line.send('c1', 'once')
    expect((await line.next('ack')).event).toEqual(events[0])
    line.send('c2', 'next')
    expect((await line.next('events')).events).toMatchObject([{ seq: 4, cid: 'c2' }])
  })

  it('is recorded once when the repetition comes before the first is stored', async () => {
    const ada = await person('Ada')
    const { line } = await enter(await room(ada), ada)
    line.send('c1', 'once')
    line.send('c1', 'once')
    line.send('c2', 'next')
    await line.until(() => line.messages().some(message => message.cid === 'c2'))
    expect(line.messages().map(message => message.body)).toEqual(['once', 'next'])
  })

  it('is refused when it says something else under the same cid', async () => {
    const ada = await person('Ada')
    const { line } = await enter(await room(ada), ada)
    line.send('c1', 'one thing')
    await line.next('events')
    line.send('c1', 'another thing')
    expect(await line.next('error')).toMatchObject({ code: 'cid_conflict', cid: 'c1' })
  })

  it('does not collide with another person who chose the same cid', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    a.line.send('c1', 'from Ada')
    await g.line.until(() => g.line.messages().length === 1)
    g.line.send('c1', 'from Grace')
    await g.line.until(() => g.line.messages().length === 2)
    expect(g.line.messages().map(message => message.body)).toEqual(['from Ada', 'from Grace'])
  })
})

describe('sending too fast', () => {
  it('is refused with a time to wait, and works after it', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { line } = await enter(stub, ada)
    // Twenty at once, and ten more a second.
    await handOver(stub, 30)
    const { code, cid = '', retryAfter } = await line.next('error')
    expect(code).toBe('rate_limited')
    expect(Number(cid.slice(1))).toBeGreaterThanOrEqual(20)
    await new Promise(resolve => setTimeout(resolve, retryAfter))
    line.send(cid)
    await line.until(() => line.messages().some(message => message.cid === cid))
  })

  it('is counted over all sockets of a person, and for nobody else', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const first = await enter(stub, ada)
    const second = await enter(stub, ada)
    const other = await enter(stub, grace)
    for (let i = 0; i < 20; i++) first.line.send(`c${i}`)
    await first.line.until(() => first.line.messages().length === 20)
    for (let i = 0; i < 20; i++) second.line.send(`d${i}`)
    expect(await second.line.next('error')).toMatchObject({ code: 'rate_limited' })
    other.line.send('c1', 'unhindered')
    await other.line.until(events => events.some(event => event.by === grace.id && 'body' in event))
  })

  it('with frames of any kind ends the socket with 4008, and no other', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    for (let i = 0; i < 400; i++) a.line.say({ type: 'page', after: 3 })
    expect(await a.line.closed).toMatchObject({ code: 4008 })
    g.line.send('c1', 'still here')
    await g.line.next('events')
  })
})
