import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { UNSEEN_FACTOR } from '../../../protocol/client/own-mark.ts'
import type { ClientFrame } from '../../../protocol/frames.ts'
import {
  RECEIPT_SPACING_MS,
  RECEIPTS_MEMBERS,
  TYPING_EXPIRES_MS,
  TYPING_REPEAT_MS,
} from '../../../protocol/limits.ts'
import { Reader } from '../support/reader.ts'
import { ADA, GRACE, SimulatedRoom } from '../support/simulated-room.ts'

let room: SimulatedRoom
let ada: Reader

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  room = new SimulatedRoom()
  room.marks = new Map()
  room.memberCount = 2
  ada = new Reader(room, ADA)
})
afterEach(() => {
  ada.client.stop()
  expect(vi.getTimerCount()).toBeLessThanOrEqual(room.lines.length * 8)
  vi.useRealTimers()
})

const pass = (ms = 200) => vi.advanceTimersByTimeAsync(ms)
const line = () => room.lines.at(-1) ?? expect.unreachable()
const heard = (...types: ClientFrame['type'][]) =>
  room.lines.flatMap(({ heard: frames }) => frames).filter(({ type }) => types.includes(type))
const say = (count: number) => {
  for (let i = 0; i < count; i++) room.record(GRACE, `g${room.head}`, `${room.head + 1}`)
}
async function enter() {
  ada.client.start()
  await pass()
  expect(ada.phase).toBe('live')
}

describe('writing', () => {
  it('is said at once, seldom however fast the fingers are, and given up', async () => {
    await enter()
    for (let ms = 0; ms < 2 * TYPING_REPEAT_MS; ms += 100) {
      ada.client.setTyping(true)
      await pass(100)
    }
    expect(heard('typing')).toEqual(Array(2).fill({ type: 'typing', on: true }))
    ada.client.setTyping(false)
    ada.client.setTyping(false)
    await pass()
    expect(heard('typing').at(-1)).toEqual({ type: 'typing', on: false })
    expect(heard('typing')).toHaveLength(3)
  })

  it('says which thread, and when that is another', async () => {
    await enter()
    ada.client.setTyping(true, 4)
    ada.client.setTyping(true, 4)
    ada.client.setTyping(true)
    await pass()
    expect(heard('typing')).toEqual([
      { type: 'typing', on: true, thread: 4 },
      { type: 'typing', on: true },
    ])
  })

  it('is not taken back by who has said it, nor once it has expired', async () => {
    await enter()
    ada.client.setTyping(true)
    ada.client.send('Hello')
    ada.client.setTyping(false)
    await pass()
    ada.client.setTyping(true)
    await pass(TYPING_EXPIRES_MS)
    ada.client.setTyping(false)
    await pass()
    expect(heard('typing')).toEqual(Array(2).fill({ type: 'typing', on: true }))
  })

  it('is said again on a new line, and to none that is not there', async () => {
    ada.client.setTyping(true)
    await enter()
    ada.client.setTyping(true)
    await pass()
    line().cut(1006)
    ada.client.setTyping(true)
    await pass(1_000)
    ada.client.setTyping(true)
    await pass()
    expect(heard('typing')).toHaveLength(2)
  })
})

describe('what one has read', () => {
  it('is said once for all that came in a while, and never falls', async () => {
    say(5)
    await enter()
    for (const seq of [1, 2, 3, 4, 2]) ada.client.markRead(seq)
    await pass(RECEIPT_SPACING_MS)
    expect(heard('read')).toEqual([{ type: 'read', seq: 4 }])
    ada.client.markRead(3)
    await pass(2 * RECEIPT_SPACING_MS)
    expect(heard('read')).toHaveLength(1)
  })

  it('is said at most every so often, and less often where nobody sees it', async () => {
    for (const [members, spacing] of [
      [2, RECEIPT_SPACING_MS],
      [RECEIPTS_MEMBERS + 1, UNSEEN_FACTOR * RECEIPT_SPACING_MS],
    ] as const) {
      room.memberCount = members
      ada.client.stop()
      await enter()
      const before = heard('read').length
      for (let ms = 0; ms < 60_000; ms += 250) {
        say(1)
        await pass(250)
        ada.client.markRead(room.head)
      }
      const said = heard('read').length - before
      expect(said).toBeLessThanOrEqual(60_000 / spacing + 1)
      expect(said).toBeGreaterThanOrEqual(60_000 / (1.5 * spacing) - 1)
    }
  })

  it('is never more than what was handed over', async () => {
    say(2)
    await enter()
    ada.client.markRead(99)
    await pass(RECEIPT_SPACING_MS)
    expect(heard('read')).toEqual([{ type: 'read', seq: 2 }])
  })

  it('is said again after a reconnect when the room did not hear of it, and not otherwise', async () => {
    say(3)
    await enter()
    ada.client.markRead(3)
    await pass(RECEIPT_SPACING_MS)
    line().cut(1006)
    await pass(5_000)
    expect(heard('read')).toEqual(Array(2).fill({ type: 'read', seq: 3 }))
    room.marks?.set(ADA, { id: ADA, read: 3, delivered: 3 })
    line().cut(1006)
    await pass(5_000)
    expect(heard('read')).toHaveLength(2)
  })

  it('is said before one goes', async () => {
    say(3)
    await enter()
    const sent = vi.spyOn(line(), 'send')
    ada.client.markRead(3)
    ada.client.stop()
    expect(sent.mock.calls).toEqual([['{"type":"read","seq":3}']])
  })

  it('is said at once when the page may end', async () => {
    say(3)
    await enter()
    ada.client.markRead(3)
    ada.client.flush()
    ada.client.flush()
    await pass(10)
    expect(heard('read')).toEqual([{ type: 'read', seq: 3 }])
  })

  it('need not be said where another device has said it', async () => {
    say(4)
    await enter()
    line().tell({ type: 'live', receipts: [{ id: ADA, read: 4, delivered: 4 }] })
    await pass(10)
    ada.client.markRead(4)
    await pass(RECEIPT_SPACING_MS)
    expect(heard('read', 'delivered')).toEqual([])
  })

  it('says nothing of another history', async () => {
    say(4)
    await enter()
    ada.client.markRead(4)
    await pass(RECEIPT_SPACING_MS)
    room.restore('second', 2)
    await pass(10_000)
    expect(ada.phase).toBe('live')
    expect(heard('read')).toEqual([{ type: 'read', seq: 4 }])
    expect(heard('delivered').every(frame => 'seq' in frame && frame.seq <= 4)).toBe(true)
    expect(line().heard.filter(({ type }) => type === 'read')).toEqual([])
  })
})

describe('what has arrived', () => {
  it('is said unasked in a small room, and in a large one only when asked', async () => {
    say(2)
    await enter()
    say(1)
    await pass(RECEIPT_SPACING_MS)
    expect(heard('delivered')).toEqual([{ type: 'delivered', seq: 3 }])
    room.marks?.set(ADA, { id: ADA, read: 0, delivered: 3 })
    room.memberCount = RECEIPTS_MEMBERS + 1
    ada.client.stop()
    await enter()
    say(1)
    await pass(10 * RECEIPT_SPACING_MS)
    expect(line().heard.filter(({ type }) => type === 'delivered')).toEqual([])
  })

  it('goes without saying where it was read', async () => {
    say(2)
    await enter()
    ada.client.markRead(2)
    await pass(RECEIPT_SPACING_MS)
    expect(heard('read', 'delivered')).toEqual([{ type: 'read', seq: 2 }])
  })
})

describe('turning away', () => {
  it('is said when it changes, and again on a new line', async () => {
    ada.client.setAway(true)
    await enter()
    await pass()
    expect(heard('presence')).toEqual([{ type: 'presence', away: true }])
    ada.client.setAway(true)
    ada.client.setAway(false)
    await pass()
    line().cut(1006)
    await pass(2_000)
    expect(heard('presence')).toEqual([
      { type: 'presence', away: true },
      { type: 'presence', away: false },
    ])
  })
})

describe('a room that is older than all this', () => {
  it('is asked nothing of it', async () => {
    room.marks = undefined
    say(2)
    await enter()
    ada.client.setTyping(true)
    ada.client.setTyping(false)
    ada.client.setAway(true)
    ada.client.markRead(2)
    await pass(5 * RECEIPT_SPACING_MS)
    line().cut(1006)
    await pass(5_000)
    expect(heard('typing', 'read', 'presence', 'delivered')).toEqual([])
  })

  it('may refuse what it does not know without harm', async () => {
    await enter()
    ada.client.send('one')
    line().tell({ type: 'error', code: 'unknown_frame', message: '' })
    line().tell({ type: 'error', code: 'bad_frame', message: '', field: 'seq' })
    await pass()
    expect(ada.phase).toBe('live')
    expect(ada.pending).toEqual([])
    expect(ada.bodies).toEqual(['one'])
  })
})
