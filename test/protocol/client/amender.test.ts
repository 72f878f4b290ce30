import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Amendment, PENDING_MAX_AMENDMENTS } from '../../../protocol/client/amender.ts'
import { ACK_TIMEOUT_MS } from '../../../protocol/client/sender.ts'
import { Reader } from '../support/reader.ts'
import { ADA, GRACE, SimulatedRoom } from '../support/simulated-room.ts'

let room: SimulatedRoom
let ada: Reader

beforeEach(async () => {
  vi.useFakeTimers()
  room = new SimulatedRoom()
  ada = new Reader(room, ADA)
  room.record(GRACE, 'g1', 'Look')
  ada.client.start()
  await pass()
})
afterEach(() => {
  ada.client.stop()
  vi.useRealTimers()
})

const pass = (ms = 200) => vi.advanceTimersByTimeAsync(ms)
const target = () => {
  const [{ seq, id } = { seq: 0, id: '' }] = room.log
  return { seq, id }
}
/** Where amendments are while no page is open. */
class MemoryStore {
  kept: readonly Amendment[] = []

  async load(): Promise<Amendment[]> {
    return [...this.kept]
  }

  async save(amendments: readonly Amendment[]): Promise<void> {
    this.kept = amendments
  }
}

const types = () => room.log.map(({ type }) => type)
const heard = () =>
  room.lines.flatMap(line =>
    line.heard.filter(({ type }) => type === 'edit' || type === 'react' || type === 'pin'),
  )

describe('what is done to messages', () => {
  it('is held until it comes back as an event', async () => {
    expect(ada.client.react(target(), '👍', true)).toBe(true)
    expect(ada.amendments).toMatchObject([{ type: 'react', emoji: '👍', on: true }])
    await pass()
    expect(ada.amendments).toEqual([])
    expect(types()).toEqual(['message.sent', 'message.reacted'])
  })

  it('goes out one at a time, in the order it was done', async () => {
    ada.client.react(target(), '👍', true)
    ada.client.react(target(), '👍', false)
    ada.client.edit(target(), 'Look again')
    await pass(8)
    expect(heard()).toHaveLength(1)
    await pass()
    expect(types().slice(1)).toEqual(['message.reacted', 'message.reacted', 'message.edited'])
    expect(room.log.slice(1, 3)).toMatchObject([{ on: true }, { on: false }])
  })

  it('is done with when it is so already', async () => {
    ada.client.pin(target(), true)
    ada.client.pin(target(), true)
    await pass()
    expect(ada.amendments).toEqual([])
    expect(types()).toEqual(['message.sent', 'message.pinned'])
  })

  it('goes out again after the line was lost, and happens once', async () => {
    ada.client.edit(target(), 'Look again')
    await pass(7)
    expect(types()).toContain('message.edited')
    room.cutAll()
    room.record(GRACE, 'g2', 'Meanwhile')
    await pass(2_000)
    expect(ada.amendments).toEqual([])
    expect(types().filter(type => type === 'message.edited')).toHaveLength(1)
  })

  it('waits until what was missed is here', async () => {
    room.cutAll()
    for (let i = 0; i < 9; i += 1) room.record(GRACE, `m${i}`, 'more')
    room.unreadable = 1
    await pass(1_000)
    expect(ada.phase).toBe('catching-up')
    ada.client.react(target(), '👍', true)
    await pass(1_000)
    expect(heard()).toEqual([])
    await pass(4_000)
    const line = room.lines.at(-1)
    expect(line?.heard.map(({ type }) => type)).toEqual(['hello', 'page', 'page', 'page', 'react'])
    expect(ada.amendments).toEqual([])
  })

  it('is given up with the room’s code when the room will not have it', async () => {
    room.refusals.push({ code: 'edit_expired' })
    ada.client.edit(target(), 'Too late')
    ada.client.react(target(), '👍', true)
    await pass()
    expect(ada.refused).toMatchObject([[{ type: 'edit', body: 'Too late' }, 'edit_expired']])
    expect(types()).toEqual(['message.sent', 'message.reacted'])
    expect(ada.amendments).toEqual([])
  })

  it('is tried again after a refusal that passes', async () => {
    room.refusals.push({ code: 'rate_limited', retryAfter: 500 }, { code: 'overloaded' })
    ada.client.react(target(), '👍', true)
    await pass(400)
    expect(heard()).toHaveLength(1)
    await pass(4_000)
    expect(heard()).toHaveLength(3)
    expect([ada.amendments, ada.refused]).toEqual([[], []])
  })

  it('doubts a line that does not answer', async () => {
    for (const line of room.lines) line.isDead = true
    ada.client.react(target(), '👍', true)
    await pass(ACK_TIMEOUT_MS + 2_000)
    expect(room.lines.length).toBeGreaterThan(1)
    expect(types()).toContain('message.reacted')
  })

  it('outlives the page, and goes out before what is done since', async () => {
    const store = new MemoryStore()
    const before = new Reader(room, ADA, undefined, store)
    // The page is gone before the room is reached.
    before.client.edit(target(), 'Look again')
    before.client.react(target(), '👍', true)
    await pass()
    expect(types()).toEqual(['message.sent'])
    const after = new Reader(room, ADA, undefined, store)
    after.client.react(target(), '👍', false)
    after.client.start()
    await pass()
    expect(after.amendments).toEqual([])
    expect(types()).toEqual([
      'message.sent',
      'message.edited',
      'message.reacted',
      'message.reacted',
    ])
    expect(room.log.at(-1)).toMatchObject({ on: false })
    expect(store.kept).toEqual([])
    after.client.stop()
  })

  it('is held once, though it is in the store as well', async () => {
    const reader = new Reader(room, ADA, undefined, new MemoryStore())
    reader.client.edit(target(), 'Look again')
    await pass()
    room.isDown = true
    reader.client.start()
    await pass()
    expect(reader.amendments).toHaveLength(1)
    reader.client.stop()
  })

  it('happens once when the page was gone before it was acknowledged', async () => {
    const store = new MemoryStore()
    const before = new Reader(room, ADA, undefined, store)
    before.client.start()
    await pass()
    before.client.edit(target(), 'Look again')
    await pass(7)
    before.client.stop()
    expect(types()).toContain('message.edited')
    expect(store.kept).toHaveLength(1)
    const after = new Reader(room, ADA, undefined, store)
    after.client.start()
    await pass()
    expect(types().filter(type => type === 'message.edited')).toHaveLength(1)
    expect([after.amendments, store.kept]).toEqual([[], []])
    after.client.stop()
  })

  it('is refused when too much of it waits', async () => {
    room.isDown = true
    room.cutAll()
    for (let i = 0; i < PENDING_MAX_AMENDMENTS; i += 1)
      expect(ada.client.react(target(), '👍', i % 2 === 0)).toBe(true)
    expect(ada.client.edit(target(), 'One more')).toBe(false)
    expect(ada.amendments).toHaveLength(PENDING_MAX_AMENDMENTS)
  })
})

it('a send goes out with what it answers and where it stands, also after the line was lost', async () => {
  room.cutAll()
  ada.client.send('Yes', undefined, { replyTo: target(), thread: target() })
  await pass(2_000)
  const line = room.lines.at(-1)
  expect(line?.heard.at(-1)).toMatchObject({ type: 'send', replyTo: target(), thread: target() })
})
