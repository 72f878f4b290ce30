import { describe, expect, it } from 'vitest'
import { RESUME_PAGE_EVENTS, WELCOME_EVENTS } from '../../../protocol/limits.ts'
import { fill } from '../support/fill.ts'
import { person } from '../support/people.ts'
import { dial, enter, room } from '../support/rooms.ts'

describe('coming back to a room', () => {
  it('gets exactly the events after the last one held', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    g.line.close()
    for (const cid of ['c1', 'c2', 'c3']) a.line.send(cid)
    await a.line.until(() => a.line.messages().length === 3)

    const back = await enter(stub, grace, { epoch: g.welcome.epoch, lastSeq: g.welcome.head })
    expect(back.welcome.events.map(event => event.seq)).toEqual([4, 5, 6])
    expect(back.welcome.members).toBeUndefined()
    expect(back.welcome.more).toBe(false)
  })

  it('gets nothing, and goes live, when nothing was missed', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const { welcome } = await enter(stub, ada)
    const back = await enter(stub, ada, { epoch: welcome.epoch, lastSeq: welcome.head })
    expect(back.welcome.events).toEqual([])
    back.line.send('c1')
    expect((await back.line.next('events')).events[0]?.seq).toBe(welcome.head + 1)
  })

  it.each([
    ['another epoch', { epoch: 'another', lastSeq: 1 }],
    ['a seq ahead of the head', { lastSeq: 1_000 }],
    ['the largest seq there is', { lastSeq: Number.MAX_SAFE_INTEGER }],
  ])('is told to forget what it holds of %s, and starts afresh', async (_, claim) => {
    const ada = await person('Ada')
    const stub = await room(ada)
    const first = await enter(stub, ada)
    const back = await enter(stub, ada, { epoch: first.welcome.epoch, ...claim })
    expect(back.line.frames[0]).toEqual({ type: 'reset', epoch: first.welcome.epoch, head: 2 })
    expect(back.welcome.events.map(event => event.seq)).toEqual([1, 2])
    expect(back.welcome.members).toHaveLength(1)
  })

  it('a newcomer gets the newest events only', async () => {
    const ada = await person('Ada')
    const stub = await room(ada)
    await fill(stub, ada, 300)
    const { welcome } = await enter(stub, ada)
    expect(welcome.events).toHaveLength(WELCOME_EVENTS)
    expect(welcome.events.at(-1)?.seq).toBe(welcome.head)
  })

  it('after long absence asks page by page, and misses nothing said meanwhile', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const before = await enter(stub, grace)
    before.line.close()
    await fill(stub, ada, RESUME_PAGE_EVENTS + 200)
    const a = await enter(stub, ada)

    const { line, welcome } = await enter(stub, grace, {
      epoch: before.welcome.epoch,
      lastSeq: before.welcome.head,
    })
    expect(welcome.events).toHaveLength(RESUME_PAGE_EVENTS)
    expect(welcome.more).toBe(true)
    a.line.send('meanwhile')
    await a.line.until(() => a.line.messages().some(message => message.cid === 'meanwhile'))
    expect(line.messages().some(message => message.cid === 'meanwhile')).toBe(false)

    line.say({ type: 'page', after: welcome.events.at(-1)?.seq })
    expect((await line.next('events')).more).toBe(false)
    a.line.send('after')
    await line.until(() => line.messages().some(message => message.cid === 'after'))
    const seqs = line.events().map(event => event.seq)
    expect(seqs).toEqual(seqs.map((_, index) => before.welcome.head + 1 + index))
  })

  it('is asked again whether it may', async () => {
    const [ada, mallory] = await Promise.all([person('Ada'), person('Mallory')])
    const stub = await room(ada)
    const line = await dial(stub, mallory)
    expect(await line.closed).toMatchObject({ code: 4003 })
  })
})
