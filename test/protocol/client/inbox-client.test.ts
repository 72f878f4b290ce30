import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BACKOFF_BASE_MS } from '../../../protocol/client/backoff.ts'
import { InboxClient, WATCH_GATHER_MS } from '../../../protocol/client/inbox-client.ts'
import type { SocketLike } from '../../../protocol/client/socket.ts'
import type { LineStatus } from '../../../protocol/client/status.ts'
import { CLOSE } from '../../../protocol/codes.ts'
import type { InboxFrame, Standing } from '../../../protocol/inbox-frames.ts'
import { INBOX_VERSION, WATCHED_MAX } from '../../../protocol/limits.ts'

class Socket implements SocketLike {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly said: unknown[] = []

  send(text: string): void {
    this.said.push(text === 'ping' ? text : JSON.parse(text))
  }

  close(): void {}
}

const [ADA, GRACE] = [crypto.randomUUID(), crypto.randomUUID()]
let sockets: Socket[]
let people: Standing[]
let status: LineStatus | undefined
let client: InboxClient

const socket = () => sockets.at(-1) ?? expect.unreachable()
const hear = (frame: InboxFrame) => socket().onmessage?.({ data: JSON.stringify(frame) })
function welcome(): void {
  socket().onopen?.()
  hear({ type: 'welcome', v: INBOX_VERSION, me: ADA })
}

beforeEach(() => {
  vi.useFakeTimers()
  sockets = []
  people = []
  client = new InboxClient({
    open: () => {
      const socket = new Socket()
      sockets.push(socket)
      return socket
    },
    handlers: {
      onPeople: told => people.push(...told),
      onStatus: next => {
        status = next
      },
    },
    random: () => 0.5,
  })
  client.start()
})
afterEach(() => {
  client.stop()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('the line to an inbox', () => {
  it('says hello, then whom it watches, in one frame for what comes together', () => {
    welcome()
    client.watch([ADA])
    client.watch([ADA, GRACE])
    vi.advanceTimersByTime(WATCH_GATHER_MS)
    expect(socket().said).toEqual([
      { type: 'hello', v: INBOX_VERSION },
      { type: 'watch', ids: [ADA, GRACE] },
    ])
    const standing: Standing = { id: GRACE, presence: 'away' }
    hear({ type: 'live', people: [standing] })
    expect(people).toEqual([standing])
    expect(status).toMatchObject({ phase: 'live' })
  })

  it('says everything again after a loss, and nothing while there is no line', () => {
    client.watch([GRACE])
    client.setAway(true)
    vi.advanceTimersByTime(WATCH_GATHER_MS)
    expect(socket().said).toEqual([])
    welcome()
    vi.advanceTimersByTime(0)
    const all = [
      { type: 'hello', v: INBOX_VERSION, away: true },
      { type: 'watch', ids: [GRACE] },
    ]
    expect(socket().said).toEqual(all)
    socket().onclose?.({ code: 1006, reason: '' })
    vi.advanceTimersByTime(BACKOFF_BASE_MS)
    expect(sockets).toHaveLength(2)
    welcome()
    vi.advanceTimersByTime(0)
    expect(socket().said).toEqual(all)
    client.setAway(false)
    client.setAway(false)
    expect(socket().said.slice(2)).toEqual([{ type: 'presence', away: false }])
  })

  it('asks again as it was told, more and more rarely, until it wants something else', () => {
    welcome()
    client.watch([GRACE])
    vi.advanceTimersByTime(WATCH_GATHER_MS)
    const asked = () => socket().said.filter(one => one !== 'ping').length
    for (const [times, ms] of [7_500, 15_000].entries()) {
      hear({ type: 'error', code: 'unavailable', message: '', retryAfter: 5_000 })
      vi.advanceTimersByTime(ms - 1)
      expect(asked()).toBe(2 + times)
      vi.advanceTimersByTime(1)
      expect(asked()).toBe(3 + times)
    }
    hear({ type: 'error', code: 'bad_frame', message: '' })
    vi.advanceTimersByTime(5_000)
    expect(asked()).toBe(4)
    client.watch([ADA])
    vi.advanceTimersByTime(WATCH_GATHER_MS)
    hear({ type: 'error', code: 'rate_limited', message: '', retryAfter: 1_000 })
    vi.advanceTimersByTime(1_500)
    expect(asked()).toBe(6)
  })

  it('says nothing of who is watched already, unless they are to be asked anew', () => {
    welcome()
    client.watch([ADA, GRACE])
    vi.advanceTimersByTime(WATCH_GATHER_MS)
    client.watch([GRACE, ADA])
    vi.advanceTimersByTime(WATCH_GATHER_MS)
    expect(socket().said).toHaveLength(2)
    client.watchAgain()
    vi.advanceTimersByTime(WATCH_GATHER_MS)
    expect(socket().said).toHaveLength(3)
  })

  it('says on the welcome what has changed since its hello', () => {
    socket().onopen?.()
    client.setAway(true)
    hear({ type: 'welcome', v: INBOX_VERSION, me: ADA })
    expect(socket().said).toEqual([
      { type: 'hello', v: INBOX_VERSION },
      { type: 'presence', away: true },
    ])
  })

  it('waits no longer than at first once all were told', () => {
    welcome()
    client.watch([GRACE])
    vi.advanceTimersByTime(WATCH_GATHER_MS)
    const refused = { type: 'error', code: 'unavailable', message: '', retryAfter: 5_000 } as const
    const asked = () => socket().said.filter(one => one !== 'ping').length
    for (let times = 0; times < 3; times++) hear(refused)
    hear({ type: 'live', people: [{ id: GRACE, presence: 'here' }] })
    hear(refused)
    vi.advanceTimersByTime(7_500)
    expect(asked()).toBe(3)
  })

  it('watches as many as may be, the first', () => {
    welcome()
    const ids = Array.from({ length: WATCHED_MAX + 1 }, () => crypto.randomUUID())
    client.watch(ids)
    vi.advanceTimersByTime(WATCH_GATHER_MS)
    expect(socket().said.at(-1)).toEqual({ type: 'watch', ids: ids.slice(0, WATCHED_MAX) })
  })

  it('passes over what it does not know, and does not go on after what it cannot read', () => {
    welcome()
    socket().onmessage?.({ data: '{"type":"unread"}' })
    expect(status).toMatchObject({ phase: 'live' })
    socket().onmessage?.({ data: '{"type":"live","people":[{}]}' })
    expect(status).toMatchObject({ phase: 'waiting' })
  })

  it('ends when its person has to sign in again', () => {
    welcome()
    socket().onclose?.({ code: CLOSE.unauthenticated, reason: '' })
    expect(status).toMatchObject({ phase: 'ended', code: CLOSE.unauthenticated })
  })
})
