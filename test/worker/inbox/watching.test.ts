import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { InboxFrame, Presence } from '../../../protocol/inbox-frames.ts'
import type { Report } from '../../../worker/inbox/believed.ts'
import { newDevice } from '../../../worker/inbox/device.ts'
import { Devices } from '../../../worker/inbox/devices.ts'
import { KNOWN_MS, LOOK_AGAIN_MS, Watching } from '../../../worker/inbox/watching.ts'
import { Unavailable } from '../../../worker/unavailable.ts'

const [GRACE, LINUS] = [crypto.randomUUID(), crypto.randomUUID()]
const report = (presence: Presence, version: number): Report => ({
  presence,
  lastSeenAt: null,
  version,
})

let devices: Devices
let watching: Watching
let told: [WebSocket, InboxFrame][]
/** What is asked of other inboxes and of Postgres, to be answered when the test wants. */
let asked: Map<string, PromiseWithResolvers<Report>>
let seen: PromiseWithResolvers<string[]>[]
let isListed: boolean
let failures: [WebSocket, unknown][]
let now: number

beforeEach(() => {
  devices = new Devices({
    acceptWebSocket: () => {},
    getWebSockets: () => [],
    getWebSocketAutoResponseTimestamp: () => null,
  })
  const heard: typeof told = []
  told = heard
  asked = new Map()
  isListed = true
  failures = []
  now = 0
  seen = []
  watching = new Watching({
    devices,
    visible: () => {
      const answer = Promise.withResolvers<string[]>()
      seen.push(answer)
      return answer.promise
    },
    watch: async id => {
      const answer = Promise.withResolvers<Report>()
      asked.set(id, answer)
      return { ...(await answer.promise), isListed }
    },
    tell: (socket, frame) => heard.push([socket, frame]),
    clock: () => now,
    background: () => {},
    failed: (socket, error) => failures.push([socket, error]),
  })
})

function device(): WebSocket {
  const socket = { serializeAttachment: () => {}, deserializeAttachment: () => null }
  const identity = { sessionId: crypto.randomUUID(), expiresAt: 1 }
  const names = { id: crypto.randomUUID(), username: 'ada', displayName: 'Ada' }
  devices.accept(socket as unknown as WebSocket, newDevice({ ...identity, ...names }, 0))
  return socket as unknown as WebSocket
}

/** Watches people whom Postgres lets be seen. */
function watch(socket: WebSocket, ...ids: string[]): Promise<void> {
  const watch = watching.watch(socket, ids)
  seen.at(-1)?.resolve(ids)
  return watch
}

const standings = () =>
  told.map(([, frame]) => (frame.type === 'live' ? frame.people.map(one => one.presence) : []))

/** A device that watches two, of whom Linus cannot be seen at first; it is asked once more, by fake timers. */
async function lookedAgain(): Promise<WebSocket> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const socket = device()
  const first = watching.watch(socket, [GRACE, LINUS])
  seen[0]?.resolve([GRACE])
  while (!asked.has(GRACE)) await Promise.resolve()
  asked.get(GRACE)?.resolve(report('here', 1))
  await first
  expect(standings()).toEqual([['here', 'offline']])
  vi.advanceTimersByTime(LOOK_AGAIN_MS)
  return socket
}

describe('watching', () => {
  it('hears what is told while it asks, and believes the later of the two', async () => {
    const socket = device()
    const watched = watch(socket, GRACE)
    await vi.waitFor(() => expect(asked.size).toBe(1))
    expect(watching.told(GRACE, report('offline', 2))).toBe(true)
    asked.get(GRACE)?.resolve(report('here', 1))
    await watched
    expect(standings()[0]).toEqual(['offline'])
  })

  it('says to nobody that it wants to know of who was never asked', () => {
    device()
    expect(watching.told(GRACE, report('here', 1))).toBe(false)
  })

  it('answers a device for what it asked last', async () => {
    const socket = device()
    const first = watching.watch(socket, [GRACE])
    const second = watching.watch(socket, [LINUS])
    seen[1]?.resolve([LINUS])
    await vi.waitFor(() => expect(asked.has(LINUS)).toBe(true))
    asked.get(LINUS)?.resolve(report('here', 1))
    await second
    seen[0]?.resolve([GRACE])
    await vi.waitFor(() => expect(asked.has(GRACE)).toBe(true))
    asked.get(GRACE)?.resolve(report('away', 1))
    await first
    expect(told).toHaveLength(1)
    expect(devices.of(socket)?.watching).toEqual([LINUS])
    expect(watching.told(GRACE, report('here', 2))).toBe(false)
  })

  it('shows nothing of who was parted from it while it asked', async () => {
    const socket = device()
    const watched = watching.watch(socket, [GRACE, LINUS])
    watching.part(GRACE)
    seen[0]?.resolve([GRACE, LINUS])
    await vi.waitFor(() => expect(asked.size).toBe(2))
    for (const answer of asked.values()) answer.resolve(report('here', 1))
    await watched
    expect(standings()).toEqual([['offline', 'here']])
    expect(devices.of(socket)?.watching).toEqual([LINUS])
    expect(watching.told(GRACE, report('away', 2))).toBe(false)
  })

  it('asks nobody of whom it knows, and tells each device of those alone whom it watches', async () => {
    const [phone, laptop] = [device(), device()]
    const first = watch(phone, GRACE)
    await vi.waitFor(() => expect(asked.size).toBe(1))
    asked.get(GRACE)?.resolve(report('here', 1))
    await first
    asked.clear()
    const second = watch(laptop, GRACE, LINUS)
    await vi.waitFor(() => expect([...asked.keys()]).toEqual([LINUS]))
    asked.get(LINUS)?.resolve(report('here', 1))
    await second
    told.length = 0
    watching.told(LINUS, report('away', 2))
    watching.told(LINUS, report('here', 1))
    await vi.waitFor(() => expect(told).toHaveLength(1))
    expect(told[0]?.[0]).toBe(laptop)
    expect(standings()).toEqual([['away']])
  })

  it('does not show what was told while nobody wanted to know', async () => {
    const phone = device()
    const first = watch(phone, GRACE)
    await vi.waitFor(() => expect(asked.size).toBe(1))
    asked.get(GRACE)?.resolve(report('here', 1))
    await first
    devices.end(phone, 0)
    expect(watching.told(GRACE, report('offline', 2))).toBe(false)
    asked.clear()
    const again = watch(device(), GRACE)
    await vi.waitFor(() => expect(asked.size).toBe(1))
    asked.get(GRACE)?.resolve(report('offline', 2))
    await again
    expect(standings().at(-1)).toEqual(['offline'])
  })

  it.each([
    ['what is old', () => (now = KNOWN_MS)],
    ['of whom it would not be told', () => (isListed = false)],
  ])('asks again for %s', async (what, age) => {
    if (what.startsWith('of')) age()
    const socket = device()
    const first = watch(socket, GRACE)
    await vi.waitFor(() => expect(asked.size).toBe(1))
    asked.get(GRACE)?.resolve(report('here', 1))
    await first
    age()
    asked.clear()
    expect(watching.unknownIn([GRACE])).toBe(1)
    const again = watch(socket, GRACE)
    await vi.waitFor(() => expect(asked.size).toBe(1))
    asked.get(GRACE)?.resolve(report('away', 2))
    await again
    expect(standings().at(-1)).toEqual(['away'])
  })

  it('looks again for who joins a moment later, and tells of those alone', async () => {
    const socket = await lookedAgain()
    seen[1]?.resolve([GRACE, LINUS])
    while (!asked.has(LINUS)) await Promise.resolve()
    asked.get(LINUS)?.resolve(report('away', 1))
    vi.useRealTimers()
    await vi.waitFor(() => expect(standings()).toEqual([['here', 'offline'], ['away']]))
    expect(devices.of(socket)?.watching).toEqual([GRACE, LINUS])
  })

  it('tells who was seen at first and is not any more, and what could not be had', async () => {
    const socket = await lookedAgain()
    seen[1]?.resolve([LINUS])
    while (!asked.has(LINUS)) await Promise.resolve()
    asked.get(LINUS)?.reject(new Unavailable('inbox', 'away'))
    vi.useRealTimers()
    await vi.waitFor(() => expect(failures).toMatchObject([[socket, { part: 'inbox' }]]))
    expect(standings()).toEqual([['here', 'offline'], ['offline']])
  })

  it('looks again for nobody who was not to be seen before', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const looks = () => timers.mock.calls.filter(([, ms]) => ms === LOOK_AGAIN_MS).length
    const socket = device()
    for (let times = 0; times < 2; times++) {
      const watched = watching.watch(socket, [GRACE])
      seen.at(-1)?.resolve([])
      await watched
    }
    expect(looks()).toBe(1)
    timers.mockRestore()
  })

  it('does not wait for ever for an inbox that hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const socket = device()
    const watched = watch(socket, GRACE, LINUS).catch(error => error)
    while (asked.size < 2) await Promise.resolve()
    asked.get(LINUS)?.resolve(report('here', 1))
    for (let times = 0; times < 20; times++) await Promise.resolve()
    vi.advanceTimersByTime(10_000)
    vi.useRealTimers()
    expect(await watched).toMatchObject({ part: 'inbox' })
    expect(standings()).toEqual([['here']])
    expect(watching.told(GRACE, report('here', 1))).toBe(true)
  })
})
