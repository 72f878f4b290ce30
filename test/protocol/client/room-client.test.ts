import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BACKOFF_CAP_MS, RESTART_SPREAD_MS } from '../../../protocol/client/backoff.ts'
import { PAGE_TIMEOUT_MS } from '../../../protocol/client/catch-up.ts'
import { PONG_TIMEOUT_MS } from '../../../protocol/client/heartbeat.ts'
import type { PendingSend } from '../../../protocol/client/pending.ts'
import { RETRY_BURST, RETRY_EVERY_MS } from '../../../protocol/client/retry-budget.ts'
import { STABLE_AFTER_MS, WELCOME_TIMEOUT_MS } from '../../../protocol/client/room-client.ts'
import { ACK_TIMEOUT_MS } from '../../../protocol/client/sender.ts'
import type { RoomFrame } from '../../../protocol/frames.ts'
import {
  CATCH_UP_MAX_EVENTS,
  PENDING_MAX_SENDS,
  PING_INTERVAL_MS,
  PRESENCE_LEASE_MS,
  PROTOCOL_VERSION,
} from '../../../protocol/limits.ts'
import { Reader } from '../support/reader.ts'
import { ADA, FINAL, GRACE, SimulatedRoom } from '../support/simulated-room.ts'

let room: SimulatedRoom
let ada: Reader

beforeEach(() => {
  vi.useFakeTimers()
  room = new SimulatedRoom()
  ada = new Reader(room, ADA)
})
afterEach(() => {
  ada.client.stop()
  expect(vi.getTimerCount()).toBeLessThanOrEqual(room.lines.length * 8)
  vi.useRealTimers()
})

const pass = (ms = 200) => vi.advanceTimersByTimeAsync(ms)
const say = (count: number) => {
  for (let i = 0; i < count; i++) room.record(GRACE, `g${room.head}`, `${room.head + 1}`)
}
const line = () => {
  const last = room.lines.at(-1)
  if (last === undefined) throw new Error('no line')
  return last
}
async function enter(reader = ada) {
  reader.client.start()
  await pass()
  expect(reader.phase).toBe('live')
}

describe('coming back', () => {
  it('says exactly what it holds and hands over only what is new', async () => {
    say(3)
    await enter()
    line().cut(1006)
    say(2)
    await pass(1_000)
    expect(line().heard[0]).toEqual({
      type: 'hello',
      v: PROTOCOL_VERSION,
      epoch: 'first',
      lastSeq: 3,
    })
    expect(ada.bodies).toEqual(['1', '2', '3', '4', '5'])
    expect(ada.welcomes).toBe(1)
  })

  it('asks for one page at a time until nothing is missing', async () => {
    await enter()
    line().cut(1006)
    say(13)
    await pass(1_000)
    expect(line().heard.map(frame => ('after' in frame ? frame.after : frame.type))).toEqual([
      'hello',
      4,
      8,
      12,
    ])
    expect(ada.events.map(event => event.seq)).toEqual(room.log.map(event => event.seq))
    expect(ada.phase).toBe('live')
  })

  it('asks again for a page that cannot be read now, when it is told to', async () => {
    await enter()
    line().cut(1006)
    say(13)
    room.unreadable = 2
    await pass(1_000)
    expect(ada.client.status).toEqual({ phase: 'catching-up', left: 9 })
    const asked = () => line().heard.filter(frame => frame.type === 'page').length
    expect(asked()).toBe(1)
    await pass(2_000)
    expect(asked()).toBe(1)
    await pass(5_000)
    expect(ada.events.map(event => event.seq)).toEqual(room.log.map(event => event.seq))
    expect(room.lines).toHaveLength(2)
  })

  it('asks once for what follows a page, though the page comes twice', async () => {
    await enter()
    line().cut(1006)
    say(13)
    const tell = line().tell
    await pass(252)
    const last = line()
    last.tell = frame => {
      tell.call(last, frame)
      if (frame.type === 'events') tell.call(last, frame)
    }
    await pass(1_000)
    const asked = line().heard.flatMap(frame => (frame.type === 'page' ? [frame.after] : []))
    expect(asked).toEqual([...new Set(asked)])
    expect(ada.events.map(event => event.seq)).toEqual(room.log.map(event => event.seq))
  })

  it('is not confused about a send by a last page that comes twice', async () => {
    await enter()
    line().cut(1006)
    say(6)
    await pass(1_000)
    ada.client.send('under way')
    line().raw(JSON.stringify({ type: 'events', events: room.log.slice(-2), more: false }))
    await pass()
    expect(ada.pending).toEqual([])
    const { length } = room.lines
    await pass(ACK_TIMEOUT_MS + 1_000)
    expect(room.lines).toHaveLength(length)
    ada.client.stop()
    await pass(50)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('tries again when no socket can be opened at all', async () => {
    const dial = vi.spyOn(room, 'dial').mockImplementationOnce(() => {
      throw new Error('not now')
    })
    ada.client.start()
    expect(ada.phase).toBe('waiting')
    await pass(1_000)
    expect(ada.phase).toBe('live')
    dial.mockRestore()
  })

  it('lets go of a page it waits for when it is stopped', async () => {
    await enter()
    line().cut(1006)
    say(13)
    room.unreadable = 1
    await pass(1_000)
    expect(ada.phase).toBe('catching-up')
    ada.client.stop()
    await pass(50)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('doubts a line on which a page does not come', async () => {
    await enter()
    line().cut(1006)
    say(13)
    const hear = room.hear.bind(room)
    const swallowed = vi.spyOn(room, 'hear').mockImplementation((from, frame) => {
      if (frame.type !== 'page' || from !== room.lines[1]) hear(from, frame)
    })
    await pass(PAGE_TIMEOUT_MS + 2_000)
    expect(room.lines).toHaveLength(3)
    expect(ada.bodies).toHaveLength(13)
    swallowed.mockRestore()
  })

  it('marks a gap when it missed too much to read it all, and begins at the newest', async () => {
    say(3)
    await enter()
    line().cut(1006)
    say(CATCH_UP_MAX_EVENTS + 1)
    await pass(1_000)
    expect(ada.beginnings).toEqual([{ kind: 'first' }, { kind: 'gap', after: 3 }])
    expect(ada.events.at(-1)?.seq).toBe(room.head)
    expect(ada.phase).toBe('live')
    expect(room.lines.flatMap(one => one.heard.filter(frame => frame.type === 'page'))).toEqual([])
  })

  it('forgets what it held when the room says so', async () => {
    say(6)
    await enter()
    room.restore('second', 2)
    await pass(1_000)
    expect(ada.beginnings).toEqual([{ kind: 'first' }, { kind: 'reset' }])
    expect(ada.bodies).toEqual(['1', '2'])
  })

  it('confirms what it has read when it is asked to', async () => {
    await enter()
    room.log.push({ ...room.record(GRACE, 'g', 'x'), seq: 2 })
    line().tell({ type: 'events', events: room.log.slice(1), confirm: true })
    await pass()
    expect(line().heard.at(-1)).toEqual({ type: 'delivered', seq: 2 })
  })

  it('speaks the older version to a room that knows no newer, and no older than that', async () => {
    room.newest = 1
    ada.client.start()
    await pass(1_000)
    expect(ada.phase).toBe('live')
    expect(room.lines.map(one => one.heard[0])).toMatchObject([{ v: 3 }, { v: 2 }, { v: 1 }])
    room.newest = 0
    room.cutAll()
    await pass(5_000)
    expect(ada.client.status).toMatchObject({ phase: 'ended', code: 4010 })
  })

  it('knows how many are here, and of a crowd no names', async () => {
    await enter()
    const live = (presence: object) => line().tell({ type: 'live', presence } as RoomFrame)
    live({ here: [GRACE], gone: [], count: 2 })
    await pass()
    expect([[...ada.here].sort(), ada.hereCount]).toEqual([[ADA, GRACE].sort(), 2])
    live({ here: [], gone: [], count: 51 })
    await pass()
    expect([[...ada.here], ada.hereCount]).toEqual([[], 51])
    live({ here: [GRACE], gone: [], count: 1, whole: true })
    await pass()
    expect([[...ada.here], ada.hereCount]).toEqual([[GRACE], 1])
  })

  it('heals a gap by resuming from what is certain', async () => {
    await enter()
    say(2)
    await pass()
    const first = line()
    first.isLive = false
    say(2)
    first.isLive = true
    say(1)
    await pass(1_000)
    expect(line()).not.toBe(first)
    expect(ada.bodies).toEqual(['1', '2', '3', '4', '5'])
  })

  it('hands nothing over twice when events are repeated', async () => {
    await enter()
    say(2)
    await pass()
    line().tell({ type: 'events', events: room.log })
    await pass(1_000)
    expect(ada.bodies).toEqual(['1', '2'])
    expect(room.lines).toHaveLength(1)
  })

  it.each([
    '{',
    '{"type":"events"}',
    '[]',
  ])('takes %s as a broken line or a stranger’s word', async text => {
    await enter()
    line().raw(text)
    await pass(1_000)
    say(1)
    await pass()
    expect(ada.bodies).toEqual(['1'])
  })

  it('keeps the place of an event of a kind it does not know', async () => {
    await enter()
    line().raw(
      JSON.stringify({
        type: 'events',
        events: [
          {
            seq: 1,
            id: '00000000-0000-7000-8000-000000000001',
            at: 1,
            by: ADA,
            type: 'flag.raised',
          },
        ],
      }),
    )
    await pass()
    expect(ada.events).toMatchObject([{ seq: 1, type: 'unknown' }])
    expect(room.lines).toHaveLength(1)
  })

  it.each(FINAL)('ends for good with %i, until it is started again', async code => {
    await enter()
    line().cut(code)
    await pass(120_000)
    expect(ada.client.status).toMatchObject({ phase: 'ended', code })
    expect(room.lines).toHaveLength(1)
    ada.client.start()
    await pass()
    expect(ada.phase).toBe('live')
  })

  it('waits longer after each failure, and not at all when woken', async () => {
    await enter()
    room.isDown = true
    line().cut(4011)
    await pass(60_000)
    const waits = ada.statuses.flatMap(status =>
      status.phase === 'waiting' ? [status.attempt] : [],
    )
    expect(waits).toEqual(waits.map((_, index) => index))
    expect(waits.length).toBeLessThan(12)
    room.isDown = false
    ada.client.wake()
    await pass()
    expect(ada.phase).toBe('live')
  })

  it('counts a line that has something to catch up with as not yet stable', async () => {
    await enter()
    line().cut(1006)
    await pass(STABLE_AFTER_MS + 1_000)
    expect(ada.phase).toBe('live')
    line().raw(JSON.stringify({ type: 'events', events: [], more: true }))
    await pass(6)
    expect(ada.phase).toBe('catching-up')
    line().cut(1006)
    expect(ada.client.status).toMatchObject({ phase: 'waiting', attempt: 1 })
  })

  it('makes no more attempts than its budget allows, however often it is woken', async () => {
    await enter()
    room.isDown = true
    line().cut(1006)
    const { length } = room.lines
    for (let second = 0; second < 60; second++) {
      ada.client.wake()
      await pass(1_000)
    }
    const allowed = RETRY_BURST + 60_000 / RETRY_EVERY_MS
    expect(room.lines.length - length).toBeLessThanOrEqual(allowed)
    room.isDown = false
    await pass(BACKOFF_CAP_MS)
    expect(ada.phase).toBe('live')
  })

  it('spreads its return after a restart', async () => {
    await enter()
    line().cut(4011)
    await pass(RESTART_SPREAD_MS / 2 - 100)
    expect(room.lines).toHaveLength(1)
    await pass(400)
    expect(ada.phase).toBe('live')
  })

  it('tries again when no welcome comes', async () => {
    ada.client.start()
    line().isDead = true
    await pass(WELCOME_TIMEOUT_MS + 1_000)
    expect(ada.phase).toBe('live')
  })

  it('notices a line that is open and dead', async () => {
    await enter()
    line().isDead = true
    await pass(PING_INTERVAL_MS + PONG_TIMEOUT_MS + 1_000)
    expect(room.lines).toHaveLength(2)
    expect(ada.phase).toBe('live')
  })

  it('doubts its line when woken, without waiting for the next ping', async () => {
    await enter()
    line().isDead = true
    ada.client.wake()
    await pass(PONG_TIMEOUT_MS + 1_000)
    expect(room.lines).toHaveLength(2)
  })

  it('takes a new line at once when the page has slept longer than its lease', async () => {
    await enter()
    line().isDead = true
    vi.setSystemTime(Date.now() + PRESENCE_LEASE_MS + 1_000)
    ada.client.wake()
    await pass(1_000)
    expect(room.lines).toHaveLength(2)
    expect(ada.phase).toBe('live')
  })

  it.each([
    ['ten years ahead', 10],
    ['ten years behind', -10],
  ])('lives with a clock that is suddenly %s', async (_, years) => {
    say(2)
    await enter()
    vi.setSystemTime(Date.now() + years * 31_557_600_000)
    say(1)
    ada.client.send('after the jump')
    await pass()
    line().cut(1006)
    say(1)
    await pass(2_000)
    vi.setSystemTime(Date.now() - years * 31_557_600_000)
    room.isDown = true
    room.cutAll()
    await pass(5_000)
    room.isDown = false
    await pass(BACKOFF_CAP_MS)
    expect(ada.phase).toBe('live')
    expect(ada.events.map(event => event.seq)).toEqual(room.log.map(event => event.seq))
    expect(ada.pending).toEqual([])
  })

  it('asks its line when the network says that it is gone, and keeps it if it answers', async () => {
    await enter()
    ada.client.doubt()
    await pass(PONG_TIMEOUT_MS + 1_000)
    expect(room.lines).toHaveLength(1)
    expect(line().pings).toBe(1)
    line().isDead = true
    ada.client.doubt()
    await pass(PONG_TIMEOUT_MS + 1_000)
    expect(room.lines).toHaveLength(2)
  })

  it('lets go of every timer when it is stopped', async () => {
    await enter()
    ada.client.send('unsettled')
    ada.client.stop()
    await pass(50)
    expect(vi.getTimerCount()).toBe(0)
    expect(ada.phase).toBe('ended')
  })
})

describe('sending', () => {
  it('is pending until the event comes back', async () => {
    await enter()
    const cid = ada.client.send('Hello')
    expect(ada.pending).toMatchObject([{ cid, body: 'Hello', state: 'pending' }])
    await pass()
    expect(ada.pending).toEqual([])
    expect(room.messages).toMatchObject([{ cid, body: 'Hello' }])
  })

  it('says how a message is meant, each time it goes out', async () => {
    await enter()
    room.refusals.push({ code: 'rate_limited', retryAfter: 100 })
    ada.client.send('waves', 'action')
    expect(ada.pending).toMatchObject([{ body: 'waves', style: 'action' }])
    await pass(1_000)
    const sends = room.lines.flatMap(({ heard }) => heard).filter(({ type }) => type === 'send')
    expect(sends).toHaveLength(2)
    for (const send of sends) expect(send).toMatchObject({ body: 'waves', style: 'action' })
  })

  it('has one message in flight at a time', async () => {
    await enter()
    for (const body of ['1', '2', '3']) ada.client.send(body)
    await pass(room.delay)
    expect(line().heard.filter(frame => frame.type === 'send')).toHaveLength(1)
    await pass()
    expect(room.messages.map(message => message.body)).toEqual(['1', '2', '3'])
  })

  it('sends again with the same cid what the line lost, and is recorded once', async () => {
    await enter()
    const cid = ada.client.send('once')
    await pass(room.delay)
    expect(room.messages).toHaveLength(1)
    line().cut(1006)
    await pass(1_000)
    expect(room.messages).toMatchObject([{ cid, body: 'once' }])
    expect(ada.bodies).toEqual(['once'])
    expect(ada.pending).toEqual([])
  })

  it('doubts a line on which nothing is acknowledged', async () => {
    await enter()
    const first = line()
    vi.spyOn(room, 'hear').mockImplementationOnce(() => {})
    ada.client.send('swallowed')
    await pass(ACK_TIMEOUT_MS + 2_000)
    expect(line()).not.toBe(first)
    expect(room.messages.map(message => message.body)).toEqual(['swallowed'])
  })

  it.each([
    'rate_limited',
    'overloaded',
    'unavailable',
    'internal',
  ])('waits out %s and keeps the order', async code => {
    await enter()
    room.refusals.push({ code, retryAfter: 3_000 })
    ada.client.send('1')
    ada.client.send('2')
    await pass(2_900)
    expect(room.messages).toEqual([])
    await pass(1_000)
    expect(room.messages.map(message => message.body)).toEqual(['1', '2'])
  })

  it('waits longer each time it is refused again', async () => {
    await enter()
    for (let i = 0; i < 6; i++) room.refusals.push({ code: 'overloaded', retryAfter: 100 })
    const tries: number[] = []
    const hear = room.hear.bind(room)
    vi.spyOn(room, 'hear').mockImplementation((from, frame) => {
      if (frame.type === 'send') tries.push(Date.now())
      hear(from, frame)
    })
    ada.client.send('1')
    await pass(60_000)
    expect(room.messages).toHaveLength(1)
    const waits = tries.slice(1).map((at, index) => at - (tries[index] ?? 0))
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits[5]).toBeGreaterThan(5 * (waits[0] ?? 0))
  })

  it('takes no more than it can hold, and says so', async () => {
    for (let i = 0; i < PENDING_MAX_SENDS; i++) expect(ada.client.send(`${i}`)).toBeDefined()
    expect(ada.client.send('one too many')).toBeUndefined()
    expect(ada.pending).toHaveLength(PENDING_MAX_SENDS)
  })

  it('keeps what was refused for good, with the reason, and goes on with the rest', async () => {
    await enter()
    room.refusals.push({ code: 'body_too_long' })
    const cid = ada.client.send('1') ?? ''
    ada.client.send('2')
    await pass()
    expect(ada.pending).toMatchObject([{ cid, state: 'failed', code: 'body_too_long' }])
    ada.client.retry(cid)
    await pass()
    expect(ada.pending).toEqual([])
    expect(room.messages.map(message => message.body)).toEqual(['2', '1'])
  })

  it('gives up what is discarded', async () => {
    await enter()
    room.refusals.push({ code: 'body_too_long' })
    const cid = ada.client.send('1') ?? ''
    await pass()
    ada.client.discard(cid)
    expect(ada.pending).toEqual([])
  })

  it('takes up what an earlier page left, before what was written since', async () => {
    const left: PendingSend = { cid: 'left', body: 'older', at: 1, state: 'pending' }
    const kept: (readonly PendingSend[])[] = []
    const store = {
      load: async () => [left],
      save: async (sends: readonly PendingSend[]) => void kept.push(sends),
    }
    ada = new Reader(room, ADA, store)
    ada.client.send('newer')
    await enter()
    await pass()
    expect(room.messages.map(message => message.body)).toEqual(['older', 'newer'])
    expect(kept.at(-1)).toEqual([])
  })

  it('works with a store that does not', async () => {
    const fails = async () => Promise.reject(new Error('disk full'))
    ada = new Reader(room, ADA, { load: fails, save: fails })
    ada.client.send('anyway')
    await enter()
    await pass()
    expect(room.messages.map(message => message.body)).toEqual(['anyway'])
  })
})

describe('presence', () => {
  it('is whole after each connection and follows what changes', async () => {
    await enter()
    line().tell({ type: 'live', presence: { here: [GRACE], gone: [] } })
    await pass()
    expect(ada.here).toEqual(new Set([ADA, GRACE]))
    line().cut(1006)
    await pass(1_000)
    expect(ada.here).toEqual(new Set([ADA]))
  })
})
