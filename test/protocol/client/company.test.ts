import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RoomFrame } from '../../../protocol/frames.ts'
import { TYPING_EXPIRES_MS, WELCOME_HERE } from '../../../protocol/limits.ts'
import { Reader } from '../support/reader.ts'
import { ADA, GRACE, SimulatedRoom } from '../support/simulated-room.ts'

const LINUS = '00000000-0000-7000-8000-000000000003'

let room: SimulatedRoom
let ada: Reader

beforeEach(async () => {
  vi.useFakeTimers()
  room = new SimulatedRoom()
  room.marks = new Map([[GRACE, { id: GRACE, read: 1, delivered: 2 }]])
  ada = new Reader(room, ADA)
  ada.client.start()
  await pass()
})
afterEach(() => {
  ada.client.stop()
  vi.useRealTimers()
})

const pass = (ms = 200) => vi.advanceTimersByTimeAsync(ms)
const line = () => room.lines.at(-1) ?? expect.unreachable()
async function hear(live: Omit<Extract<RoomFrame, { type: 'live' }>, 'type'>) {
  line().tell({ type: 'live', ...live })
  await pass(10)
}

describe('who is writing', () => {
  it('is whoever is named, without oneself, until they are not named any more', async () => {
    await hear({ typing: [{ id: GRACE }, { id: ADA }, { id: LINUS, thread: 3 }] })
    expect(ada.writers).toEqual([{ id: GRACE }, { id: LINUS, thread: 3 }])
    await hear({ typing: [{ id: LINUS, thread: 3 }] })
    expect(ada.writers).toEqual([{ id: LINUS, thread: 3 }])
    await hear({ typing: [] })
    expect(ada.writers).toEqual([])
  })

  it('expires by itself, unless it is told again', async () => {
    await hear({ typing: [{ id: GRACE }] })
    await pass(TYPING_EXPIRES_MS - 100)
    await hear({ typing: [{ id: GRACE }] })
    await pass(TYPING_EXPIRES_MS - 100)
    expect(ada.writers).toEqual([{ id: GRACE }])
    await pass(200)
    expect(ada.writers).toEqual([])
    expect(ada.writersTold).toBe(3)
  })

  it('ends with what they say, and with the line', async () => {
    await hear({ typing: [{ id: GRACE }, { id: LINUS }] })
    room.record(GRACE, 'g1', 'said')
    await pass(10)
    expect(ada.writers).toEqual([{ id: LINUS }])
    line().cut(1006)
    expect(ada.writers).toEqual([])
  })
})

describe('who has turned away', () => {
  it('is told apart from who is here, and gone with them', async () => {
    await hear({ presence: { here: [GRACE, LINUS], gone: [], away: [GRACE], count: 3 } })
    expect(ada.away).toEqual(new Set([GRACE]))
    expect(ada.here).toContain(GRACE)
    await hear({ presence: { here: [], gone: [], back: [GRACE], away: [LINUS], count: 3 } })
    expect(ada.away).toEqual(new Set([LINUS]))
    await hear({ presence: { here: [], gone: [LINUS], count: 2 } })
    expect(ada.away).toEqual(new Set())
  })

  it('is nobody in a crowd, and as told once it has thinned out', async () => {
    await hear({ presence: { here: [GRACE], gone: [], away: [GRACE], count: 2 } })
    await hear({ presence: { here: [], gone: [], count: WELCOME_HERE + 1 } })
    expect(ada.away).toEqual(new Set())
    await hear({ presence: { here: [GRACE], gone: [], away: [GRACE], count: 1, whole: true } })
    expect(ada.away).toEqual(new Set([GRACE]))
    await hear({ presence: { here: [ADA], gone: [], count: 1, whole: true } })
    expect(ada.away).toEqual(new Set())
  })
})

describe('how far the others have read', () => {
  it('begins with the welcome and never falls; one’s own is told apart', async () => {
    expect(ada.receipts).toEqual(new Map([[GRACE, { id: GRACE, read: 1, delivered: 2 }]]))
    expect(ada.mark).toEqual({ id: ADA, read: 0, delivered: 0 })
    await hear({
      receipts: [
        { id: GRACE, read: 0, delivered: 3 },
        { id: ADA, read: 4, delivered: 4 },
      ],
    })
    expect(ada.receipts).toEqual(new Map([[GRACE, { id: GRACE, read: 1, delivered: 3 }]]))
    expect(ada.mark).toEqual({ id: ADA, read: 4, delivered: 4 })
  })

  it('is what the room says after a reconnect, nothing from before', async () => {
    await hear({ receipts: [{ id: LINUS, read: 9, delivered: 9 }] })
    line().cut(1006)
    await pass(2_000)
    expect([...ada.receipts.keys()]).toEqual([GRACE])
  })
})
