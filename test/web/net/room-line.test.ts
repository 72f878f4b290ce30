import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RoomLine } from '../../../web/net/room-line.ts'
import { ADA, GRACE, SimulatedRoom } from '../../protocol/support/simulated-room.ts'
import { Page } from './page.ts'

let room: SimulatedRoom
let page: Page
let line: RoomLine
let close: () => void

beforeEach(async () => {
  vi.useFakeTimers()
  room = new SimulatedRoom()
  say(4)
  room.marks = new Map([[ADA, { id: ADA, read: 4, delivered: 4 }]])
  room.memberCount = 2
  page = new Page(room, ADA, () => Response.json({ threads: [], before: null, head: 4 }))
  line = new RoomLine(ADA, '00000000-0000-7000-8000-000000000009', () => {})
  close = line.open()
  await pass()
  expect(line.status.value.phase).toBe('live')
})
afterEach(() => {
  close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const pass = (ms = 200) => vi.advanceTimersByTimeAsync(ms)
function say(count: number) {
  for (let i = 0; i < count; i++) room.record(GRACE, `g${room.head}`, `${room.head + 1}`)
}
/** Ada has read up to `read` on her phone. */
function readElsewhere(read: number) {
  const mark = { id: ADA, read, delivered: read }
  room.marks?.set(ADA, mark)
  for (const one of room.lines) if (one.isLive) one.tell({ type: 'live', receipts: [mark] })
}

test('what is read on another device while the page is hidden is not unread here', async () => {
  page.turn('hidden')
  say(3)
  await pass()
  expect(line.unread.value).toEqual({ after: 4, upTo: 7 })
  readElsewhere(6)
  await pass()
  expect(line.unread.value).toEqual({ after: 6, upTo: 7 })
  readElsewhere(7)
  await pass()
  expect(line.unread.value).toBeNull()
  say(1)
  await pass()
  expect(line.unread.value).toEqual({ after: 7, upTo: 8 })
})

test('nor what was read there while the line was down', async () => {
  page.turn('hidden')
  room.cutAll()
  say(6)
  readElsewhere(9)
  await pass(5_000)
  expect(line.status.value.phase).toBe('live')
  expect(line.unread.value).toEqual({ after: 9, upTo: 10 })
})

test('what is read here stays marked for as long as one looks at it', async () => {
  page.turn('hidden')
  say(3)
  await pass()
  page.turn('visible')
  await pass()
  line.markRead(7)
  await pass(20_000)
  expect(room.lines.at(-1)?.heard).toContainEqual({ type: 'read', seq: 7 })
  readElsewhere(7)
  await pass()
  expect(line.unread.value).toEqual({ after: 4, upTo: 7 })
})
