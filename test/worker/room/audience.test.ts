import { describe, expect, it } from 'vitest'
import { CONFIRM_EVERY_UNITS, SILENCE_MAX_MS, UNREAD_MAX_UNITS } from '../../../protocol/limits.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { Audience } from '../../../worker/room/audience.ts'

const identity = (): Identity => ({
  id: crypto.randomUUID(),
  username: 'ada',
  displayName: 'Ada',
  sessionId: crypto.randomUUID(),
  expiresAt: Number.MAX_SAFE_INTEGER,
})

/** An audience over sockets of the test's own, with a clock in its hand. */
function audience() {
  let now = 1_000_000
  const it = new Audience({
    sockets: {
      acceptWebSocket: socket => socket.accept(),
      getWebSockets: () => [],
      getWebSocketAutoResponseTimestamp: () => null,
    },
    clock: () => now,
    registration: { live: () => {} },
    marks: { news: () => undefined },
    left: () => {},
    announced: () => {},
  })
  const seat = () => {
    const { 0: client, 1: socket } = new WebSocketPair()
    it.accept(socket, identity())
    it.enter(socket, 'live', 2)
    const ended = new Promise<number>(resolve => {
      client.addEventListener('close', event => resolve(event.code))
    })
    client.accept()
    return { socket, client, ended }
  }
  return {
    it,
    seat,
    pass: (ms: number) => {
      now += ms
    },
    now: () => now,
  }
}

/** The array of one message that fills about `units`. */
const CHUNK = 200_000
const events = JSON.stringify([{ body: 'x'.repeat(CHUNK) }])
const ROUNDS = Math.ceil(UNREAD_MAX_UNITS / CHUNK) + Math.ceil(CONFIRM_EVERY_UNITS / CHUNK) + 1

describe('a reader that does not read', () => {
  it('is cut off with 4009, and one that confirms is not', async () => {
    const { it: room, seat } = audience()
    const [slow, quick] = [seat(), seat()]
    let asked = 0
    quick.client.addEventListener('message', event => {
      if (String(event.data).endsWith('"confirm":true}')) asked += 1
    })
    for (let round = 1; round <= ROUNDS; round++) {
      room.tellEvents(events, round)
      room.confirmed(quick.socket, round)
    }
    expect(await slow.ended).toBe(4009)
    expect(room.of(slow.socket)).toBeUndefined()
    expect(room.of(quick.socket)).toBeDefined()
    expect(asked).toBeGreaterThan(2)
  })

  it('is not believed when it confirms only what was before', async () => {
    const { it: room, seat } = audience()
    const slow = seat()
    for (let round = 1; round <= ROUNDS; round++) {
      room.tellEvents(events, round)
      room.confirmed(slow.socket, 1)
    }
    expect(await slow.ended).toBe(4009)
  })

  it('is cut off when it asks for the same page again and again', async () => {
    const { it: room, seat } = audience()
    const greedy = seat()
    const page = { type: 'error', code: 'internal', message: 'x'.repeat(CHUNK) } as const
    for (let round = 0; round < ROUNDS && room.of(greedy.socket); round++) {
      room.askedOn(greedy.socket, 0)
      room.tell(greedy.socket, page)
      room.paged(greedy.socket, 500)
    }
    expect(await greedy.ended).toBe(4009)
  })

  it('may read a long history page after page', () => {
    const { it: room, seat } = audience()
    const patient = seat()
    const page = { type: 'error', code: 'internal', message: 'x'.repeat(CHUNK) } as const
    for (let round = 0; round < ROUNDS; round++) {
      room.askedOn(patient.socket, round * 500)
      room.tell(patient.socket, page)
      room.paged(patient.socket, (round + 1) * 500)
    }
    expect(room.of(patient.socket)).toBeDefined()
  })
})

describe('a socket that fell silent', () => {
  it('is let go of with 4012 after a quarter of an hour, not before', async () => {
    const { it: room, seat, pass, now } = audience()
    const ghost = seat()
    pass(SILENCE_MAX_MS - 1)
    room.look(now())
    expect(room.of(ghost.socket)).toBeDefined()
    pass(1)
    room.look(now())
    expect(await ghost.ended).toBe(4012)
  })
})
