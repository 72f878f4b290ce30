import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import type { Live } from '../../../protocol/frames.ts'
import { PRESENCE_COALESCE_MS, PRESENCE_LEASE_MS, WELCOME_HERE } from '../../../protocol/limits.ts'
import { Live as LiveFrames } from '../../../worker/room/live.ts'
import { LEASE_WAKE_MS, Presence } from '../../../worker/room/presence.ts'
import { newSession, type Session } from '../../../worker/room/session.ts'
import { Sessions } from '../../../worker/room/sessions.ts'
import { person } from '../support/people.ts'
import { enter, room } from '../support/rooms.ts'

describe('who is here', () => {
  it('is told to the others when somebody comes and when they go', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await enter(stub, ada)
    const g = await enter(stub, grace)
    expect(new Set(g.welcome.presence)).toEqual(new Set([ada.id, grace.id]))
    const heard: { here: string[]; gone: string[] }[] = []
    while (!heard.some(({ here }) => here.includes(grace.id)))
      heard.push((await a.line.next('live')).presence ?? { here: [], gone: [] })
    g.line.close()
    expect((await a.line.next('live')).presence).toMatchObject({ here: [], gone: [grace.id] })
  })

  it('is one person however many sockets they have, until the last one closes', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await enter(stub, ada)
    const phone = await enter(stub, grace)
    const laptop = await enter(stub, grace)
    await a.line.next('live')
    phone.line.close()
    await new Promise(resolve => setTimeout(resolve, 300))
    expect((await enter(stub, ada)).welcome.presence).toContain(grace.id)
    laptop.line.close()
    while (!(await a.line.next('live')).presence?.gone.includes(grace.id)) {}
  })

  it('does not count a socket that is open and has been silent beyond the lease', () => {
    const [one, two, three] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
    const [ghost, pinging, talking] = [woken(one), woken(two), woken(three)]
    const sessions = new Sessions({
      acceptWebSocket: vi.fn(),
      getWebSockets: () => [ghost, pinging, talking],
      getWebSocketAutoResponseTimestamp: socket =>
        socket === pinging ? new Date(PRESENCE_LEASE_MS) : null,
    })
    sessions.spoke(talking, PRESENCE_LEASE_MS)
    const presence = present(sessions, () => {})
    expect(presence.here(PRESENCE_LEASE_MS - 1).size).toBe(3)
    expect(presence.here(PRESENCE_LEASE_MS)).toEqual(new Set([two, three]))
  })

  it('tells the others when a lease runs out, when it is renewed, and across a sleep', () => {
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()]
    const [ghost, talking] = [woken(one), woken(two)]
    let ghostPinged: Date | null = null
    const host = {
      acceptWebSocket: vi.fn(),
      getWebSockets: () => [ghost, talking],
      getWebSocketAutoResponseTimestamp: (socket: WebSocket) =>
        socket === ghost ? ghostPinged : new Date(10 * PRESENCE_LEASE_MS),
    }
    const told: Live['presence'][] = []
    const awake = () => present(new Sessions(host), frame => told.push(frame.presence))
    awake().look(PRESENCE_LEASE_MS)
    expect(told).toMatchObject([{ here: [], gone: [one] }])
    // Asleep and awake again: what the others know of is not forgotten, and not told twice.
    awake().look(2 * PRESENCE_LEASE_MS)
    expect(told).toHaveLength(1)
    ghostPinged = new Date(3 * PRESENCE_LEASE_MS)
    awake().look(3 * PRESENCE_LEASE_MS)
    expect(told.at(-1)).toMatchObject({ here: [one], gone: [] })
  })

  it('is one frame a second in a storm of arrivals, and soon after a quiet time', () => {
    vi.useFakeTimers({ now: 1_000_000 })
    try {
      const told: number[] = []
      const began = Date.now()
      const host = { acceptWebSocket: vi.fn(), getWebSockets: () => [], ...NEVER_PINGED }
      const sessions = new Sessions(host)
      const presence = present(sessions, () => told.push(Date.now() - began))
      const come = () => {
        const { 1: socket } = new WebSocketPair()
        const userId = crypto.randomUUID()
        const identity = { id: userId, sessionId: userId, username: 'u', displayName: 'U' }
        sessions.accept(
          socket,
          newSession({ ...identity, expiresAt: Number.MAX_SAFE_INTEGER }, Date.now()),
        )
        sessions.enter(socket, 'live')
        presence.arrived(socket, userId)
        return userId
      }
      const storm = Array.from({ length: 100 }, () => {
        vi.advanceTimersByTime(20)
        const userId = come()
        expect(presence.believed).toContain(userId)
        return userId
      })
      vi.advanceTimersByTime(5_000)
      expect(told).toEqual([120, 1_120, 2_120])
      expect(presence.believed).toEqual(new Set(storm))
      come()
      vi.advanceTimersByTime(PRESENCE_COALESCE_MS)
      expect(told).toHaveLength(4)
    } finally {
      vi.useRealTimers()
    }
  })

  it('is a number while there is a crowd, and names again once it has thinned out', () => {
    const people = Array.from({ length: WELCOME_HERE + 2 }, () => woken(crypto.randomUUID()))
    const heardOf = new Map(people.map(socket => [socket, 0]))
    const host = {
      acceptWebSocket: vi.fn(),
      getWebSockets: () => people,
      getWebSocketAutoResponseTimestamp: (socket: WebSocket) => new Date(heardOf.get(socket) ?? 0),
    }
    const told: Live['presence'][] = []
    const presence = present(new Sessions(host), frame => told.push(frame.presence))
    const hear = (count: number, at: number) => {
      for (const socket of people.slice(0, count)) heardOf.set(socket, at)
      presence.look(at)
    }
    hear(WELCOME_HERE + 1, PRESENCE_LEASE_MS)
    expect(told).toEqual([{ here: [], gone: [], count: WELCOME_HERE + 1 }])
    hear(WELCOME_HERE, 2 * PRESENCE_LEASE_MS)
    expect(told[1]).toMatchObject({ count: WELCOME_HERE, whole: true })
    expect(told[1]?.here).toHaveLength(WELCOME_HERE)
    hear(WELCOME_HERE - 1, 3 * PRESENCE_LEASE_MS)
    expect(told[2]).toMatchObject({ here: [], count: WELCOME_HERE - 1 })
    expect(told[2]?.gone).toHaveLength(1)
    expect(told[2]?.whole).toBeUndefined()
  })

  it('is told to a newcomer as the others believe it, so that later changes fit', () => {
    const [ghost, talking] = [crypto.randomUUID(), crypto.randomUUID()]
    const host = { getWebSockets: () => [woken(ghost), woken(talking)], ...NEVER_PINGED }
    const told: Live['presence'][] = []
    const sessions = new Sessions({ acceptWebSocket: vi.fn(), ...host })
    const presence = present(sessions, frame => told.push(frame.presence))
    // The leases have run out, and nobody has looked yet.
    expect(presence.here(PRESENCE_LEASE_MS).size).toBe(0)
    expect(presence.believed).toEqual(new Set([ghost, talking]))
    presence.look(PRESENCE_LEASE_MS)
    expect(told).toMatchObject([{ here: [], gone: [ghost, talking] }])
    expect(presence.believed.size).toBe(0)
  })

  it('is looked at again as the room is used, and by an alarm when it is not', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await enter(stub, ada)
    await enter(stub, grace)
    while (!(await a.line.next('live')).presence?.here.includes(grace.id)) {}
    await runInDurableObject(stub, async (_, { storage }) => {
      const at = (await storage.getAlarm()) ?? 0
      expect(at).toBeGreaterThan(Date.now())
      expect(at).toBeLessThanOrEqual(Date.now() + LEASE_WAKE_MS)
    })
  })
})

/** The presence of these sockets, telling by a clock of its own. */
function present(sessions: Sessions, announce: (frame: Live) => void): Presence {
  const sources: Presence[] = []
  const live = new LiveFrames({ sources: () => sources, announce, clock: Date.now })
  const presence = new Presence({ sessions, live, left: () => {} })
  sources.push(presence)
  return presence
}

const NEVER_PINGED = { getWebSocketAutoResponseTimestamp: () => null }

/** A socket as the platform gives it back after a sleep: with its attachment, connected at 0. */
function woken(userId: string): WebSocket {
  const { 1: socket } = new WebSocketPair()
  const session: Session = {
    userId,
    sessionId: userId,
    expiresAt: Number.MAX_SAFE_INTEGER,
    connectedAt: 0,
    phase: 'live',
    v: 2,
    isShown: true,
    isShownAway: false,
    isAway: false,
    isReadOnly: false,
  }
  socket.serializeAttachment(session)
  return socket
}
