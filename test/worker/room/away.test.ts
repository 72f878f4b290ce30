import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import type { Live as LiveFrame } from '../../../protocol/frames.ts'
import { WELCOME_HERE } from '../../../protocol/limits.ts'
import { Live } from '../../../worker/room/live.ts'
import { Presence } from '../../../worker/room/presence.ts'
import { newSession } from '../../../worker/room/session.ts'
import { Sessions } from '../../../worker/room/sessions.ts'
import type { Line } from '../support/line.ts'
import { person } from '../support/people.ts'
import { dial, type RoomStub, room } from '../support/rooms.ts'

async function welcomed(stub: RoomStub, who: Parameters<typeof dial>[1]) {
  const line = await dial(stub, who)
  line.say({ type: 'hello', v: 3 })
  return { line, welcome: await line.next('welcome') }
}

async function presence(
  line: Line,
  satisfied: (told: NonNullable<LiveFrame['presence']>) => boolean,
) {
  while (true) {
    const { presence: told } = await line.next('live')
    if (told !== undefined && satisfied(told)) return told
  }
}

const turn = (line: Line, away: boolean) => line.say({ type: 'presence', away })

describe('somebody who has turned away', () => {
  it('is away when they have from all of their devices, and back with any', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await welcomed(stub, ada)
    const phone = await welcomed(stub, grace)
    const laptop = await welcomed(stub, grace)
    await presence(a.line, ({ here }) => here.includes(grace.id))
    turn(phone.line, true)
    await new Promise(resolve => setTimeout(resolve, 1_300))
    expect((await welcomed(stub, ada)).welcome.away).toEqual([])
    turn(laptop.line, true)
    expect(await presence(a.line, ({ away }) => away !== undefined)).toEqual({
      here: [],
      gone: [],
      away: [grace.id],
      count: 2,
    })
    expect((await welcomed(stub, ada)).welcome.away).toEqual([grace.id])
    turn(phone.line, false)
    expect(await presence(a.line, ({ back }) => back !== undefined)).toMatchObject({
      back: [grace.id],
    })
  })

  it('is so after a sleep, and told neither twice nor as gone', async () => {
    const [ada, grace] = await Promise.all([person('Ada'), person('Grace')])
    const stub = await room(ada, grace)
    const a = await welcomed(stub, ada)
    const g = await welcomed(stub, grace)
    turn(g.line, true)
    await presence(a.line, ({ away }) => away?.includes(grace.id) === true)
    await evictDurableObject(stub)
    const again = await welcomed(stub, ada)
    expect(again.welcome.away).toEqual([grace.id])
    turn(g.line, true)
    turn(g.line, false)
    expect(await presence(again.line, () => true)).toEqual({
      here: [],
      gone: [],
      back: [grace.id],
      count: 2,
    })
    const away = a.line.frames.filter(frame => frame.type === 'live' && frame.presence?.away)
    expect(away).toHaveLength(1)
  })

  it('is told to nobody when they are back before it was', () => {
    vi.useFakeTimers({ now: 1_000_000 })
    try {
      const { told, come, presence: here } = company()
      const [socket] = [come(), come()]
      vi.advanceTimersByTime(2_000)
      told.length = 0
      for (let n = 0; n < 10; n++) here.turned(socket, n % 2 === 0)
      vi.advanceTimersByTime(2_000)
      expect(told).toEqual([])
      here.turned(socket, true)
      vi.advanceTimersByTime(2_000)
      expect(told).toHaveLength(1)
      expect(told[0]?.presence?.away).toHaveLength(1)
      here.turned(socket, true)
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('is nobody’s business in a crowd, until it has thinned out', () => {
    vi.useFakeTimers({ now: 1_000_000 })
    try {
      const { told, come, go, presence: here } = company()
      const sockets = Array.from({ length: WELCOME_HERE + 1 }, come)
      vi.advanceTimersByTime(2_000)
      told.length = 0
      const [first, last] = [sockets[0] as WebSocket, sockets.at(-1) as WebSocket]
      here.turned(first, true)
      vi.advanceTimersByTime(2_000)
      expect(told).toEqual([])
      go(last)
      vi.advanceTimersByTime(2_000)
      expect(told).toHaveLength(1)
      expect(told[0]?.presence).toMatchObject({ whole: true, count: WELCOME_HERE })
      expect(told[0]?.presence?.away).toHaveLength(1)
    } finally {
      vi.useRealTimers()
    }
  })
})

/** People with a socket each, by the clock of the test. */
function company() {
  const sessions = new Sessions({
    acceptWebSocket: vi.fn(),
    getWebSockets: () => [],
    getWebSocketAutoResponseTimestamp: () => new Date(),
  })
  const told: LiveFrame[] = []
  const live: Live = new Live({
    sources: () => [presence],
    announce: frame => told.push(frame),
    clock: Date.now,
  })
  const presence: Presence = new Presence({ sessions, live, left: () => {} })
  const come = (): WebSocket => {
    const { 1: socket } = new WebSocketPair()
    const id = crypto.randomUUID()
    const identity = { id, sessionId: id, username: 'u', displayName: 'U' }
    const expiresAt = Number.MAX_SAFE_INTEGER
    sessions.accept(socket, newSession({ ...identity, expiresAt }, Date.now()))
    sessions.enter(socket, 'live')
    presence.arrived(socket, id)
    return socket
  }
  const go = (socket: WebSocket) => {
    const session = sessions.end(socket)
    if (session !== undefined) presence.departed(session.userId, Date.now())
  }
  return { told, come, go, presence }
}
