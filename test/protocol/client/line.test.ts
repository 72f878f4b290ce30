import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Line, STABLE_AFTER_MS } from '../../../protocol/client/line.ts'
import type { SocketLike } from '../../../protocol/client/socket.ts'
import type { LineStatus } from '../../../protocol/client/status.ts'
import { PROTOCOL_VERSION, PROTOCOL_VERSION_OLDEST } from '../../../protocol/limits.ts'

class Socket implements SocketLike {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly said: string[] = []

  send(text: string): void {
    this.said.push(text)
  }

  /** As a browser does while a socket is still connecting. */
  close(): void {
    throw new Error('not yet')
  }
}

let sockets: Socket[]
let statuses: LineStatus[]
let heard: string[]
let line: Line<{ type: string }>

beforeEach(() => {
  vi.useFakeTimers()
  sockets = []
  statuses = []
  heard = []
  line = new Line({
    open: () => {
      const socket = new Socket()
      sockets.push(socket)
      return socket
    },
    versions: { newest: PROTOCOL_VERSION, oldest: PROTOCOL_VERSION_OLDEST },
    greeting: v => ({ type: `hello ${v}` }),
    receive: text => {
      heard.push(text)
      if (text !== 'welcome') return
      line.welcomed()
      line.live()
    },
    dropped: () => {},
    changed: status => statuses.push(status),
    random: () => 0.5,
  })
})
afterEach(() => {
  line.stop()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const socket = () => sockets.at(-1) ?? expect.unreachable()
const say = (data: unknown) => socket().onmessage?.({ data })
const lose = () => socket().onclose?.({ code: 1006, reason: '' })
/** How many attempts had failed before each loss. */
const attempts = () =>
  statuses.flatMap(status => (status.phase === 'waiting' ? [status.attempt] : []))

/** Waits for the next attempt, if there is to be one, and lets it succeed. */
function enter() {
  if (line.status.phase === 'waiting') vi.advanceTimersToNextTimer()
  socket().onopen?.()
  say('welcome')
}

it('greets on each connection, and hears what is said to it and nothing else', () => {
  line.start()
  enter()
  for (const data of ['one', 'pong', new ArrayBuffer(1), 'two']) say(data)
  const first = socket()
  lose()
  first.onmessage?.({ data: 'from a socket that was let go of' })
  enter()
  const hello = [JSON.stringify({ type: `hello ${PROTOCOL_VERSION}` })]
  expect(sockets.map(({ said }) => said)).toEqual([hello, hello])
  expect(heard).toEqual(['welcome', 'one', 'two', 'welcome'])
})

it('counts its losses from the first again once it has lived for a while', () => {
  line.start()
  for (const lived of [0, STABLE_AFTER_MS - 1, STABLE_AFTER_MS, 0]) {
    enter()
    vi.advanceTimersByTime(lived)
    lose()
  }
  expect(attempts()).toEqual([0, 1, 0, 1])
})

it('counts from the first again when it is started anew', () => {
  line.start()
  enter()
  lose()
  line.stop()
  line.start()
  lose()
  expect(attempts()).toEqual([0, 0])
})

it('stays stopped when it is stopped by what it has just told', () => {
  line.start()
  socket().onopen?.()
  line.welcomed()
  line.stop()
  line.live()
  expect(line.status).toMatchObject({ phase: 'ended', reason: 'stopped' })
})

it('does not live while something is still to come', () => {
  line.start()
  for (const isBehind of [false, true]) {
    enter()
    if (isBehind) line.behind()
    vi.advanceTimersByTime(STABLE_AFTER_MS)
    lose()
  }
  expect(attempts()).toEqual([0, 1])
})

it('gives up its line when it is told that it is of no use, and has another at once when it asks', () => {
  line.start()
  enter()
  line.lost()
  expect(line.status).toMatchObject({ phase: 'waiting', code: 1000 })
  expect(sockets).toHaveLength(1)
  enter()
  line.connect()
  expect(sockets).toHaveLength(3)
  expect(line.status).toEqual({ phase: 'connecting' })
})
