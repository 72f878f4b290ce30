import { abortAllDurableObjects, evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { fill } from '../support/fill.ts'
import { person } from '../support/people.ts'
import { enter, room, roomStub } from '../support/rooms.ts'

async function talkingRoom() {
  const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
  const stub = await room(ada, grace)
  const a = await enter(stub, ada)
  const g = await enter(stub, grace)
  a.line.send('c1', 'before')
  await g.line.until(() => g.line.messages().length === 1)
  return { ada, grace, stub, a, g }
}

describe('a room that has slept', () => {
  it('goes on over the same sockets: order, identity, cids', async () => {
    const { stub, a, g, grace } = await talkingRoom()
    await evictDurableObject(stub)
    g.line.send('c1', 'after')
    await a.line.until(() => a.line.messages().length === 2)
    expect(a.line.messages()).toMatchObject([
      { seq: 4, body: 'before' },
      { seq: 5, body: 'after', by: grace.id },
    ])
    a.line.send('c1', 'before')
    expect((await a.line.next('ack')).event?.seq).toBe(4)
  })

  it('remembers who is here, and tells who goes', async () => {
    const { ada, grace, stub, a, g } = await talkingRoom()
    await evictDurableObject(stub)
    const again = await enter(stub, ada)
    expect(new Set(again.welcome.presence)).toEqual(new Set([ada.id, grace.id]))
    a.line.frames.length = 0
    g.line.close()
    while (true) {
      const { presence } = await again.line.next('live')
      if (presence?.gone.includes(grace.id)) break
    }
  })

  it('tells who goes even when their going is what wakes it', async () => {
    const { grace, stub, a, g } = await talkingRoom()
    await evictDurableObject(stub)
    g.line.close()
    while (true) {
      const { presence } = await a.line.next('live')
      if (presence?.gone.includes(grace.id)) break
    }
  })

  it('keeps a socket that was still catching up out of the live stream', async () => {
    const { ada, grace, stub, g } = await talkingRoom()
    g.line.close()
    await fill(stub, ada, 600)
    const held = { epoch: g.welcome.epoch, lastSeq: g.welcome.head }
    const { line, welcome } = await enter(stub, grace, held)
    expect(welcome.more).toBe(true)
    await evictDurableObject(stub)
    const a = await enter(stub, ada)
    a.line.send('c9', 'meanwhile')
    await a.line.until(() => a.line.messages().some(message => message.cid === 'c9'))
    line.say({ type: 'page', after: welcome.events.at(-1)?.seq })
    await line.until(events => events.at(-1)?.seq === a.line.events().at(-1)?.seq)
    const seqs = line.events().map(event => event.seq)
    expect(seqs).toEqual(seqs.map((_, index) => g.welcome.head + 1 + index))
  })

  it('has lost nothing when its sockets were closed with it', async () => {
    const { grace, stub, g } = await talkingRoom()
    await evictDurableObject(stub, { webSockets: 'close' })
    const back = await enter(stub, grace, { epoch: g.welcome.epoch, lastSeq: g.welcome.head })
    expect(back.welcome.events).toMatchObject([{ seq: 4, body: 'before' }])
  })

  it('has lost nothing acknowledged when it was aborted', async () => {
    const { grace, g } = await talkingRoom()
    await abortAllDurableObjects()
    const back = await enter(roomStub(g.welcome.room.id), grace, {
      epoch: g.welcome.epoch,
      lastSeq: g.welcome.head,
    })
    expect(back.welcome.events).toMatchObject([{ seq: 4, body: 'before' }])
  })
})
