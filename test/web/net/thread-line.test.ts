import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RoomLine } from '../../../web/net/room-line.ts'
import { ThreadLine } from '../../../web/net/thread-line.ts'
import { ADA, GRACE, SimulatedRoom } from '../../protocol/support/simulated-room.ts'
import { deleted, message, restored } from '../state/cast.ts'
import { Page } from './page.ts'

const root = {
  ...message(1, GRACE),
  replies: { replies: 2, lastSeq: 3, lastAt: 0, by: [GRACE] },
}
const answers = [message(2, GRACE, { thread: 1 }), message(3, GRACE, { thread: 1 })]

let room: SimulatedRoom
let line: RoomLine
let thread: ThreadLine
let close: () => void

beforeEach(async () => {
  vi.useFakeTimers()
  room = new SimulatedRoom()
  room.log.push(message(1, GRACE), ...answers)
  new Page(room, ADA, path => Response.json(said(path)))
  line = new RoomLine(ADA, '00000000-0000-7000-8000-000000000009', () => {})
  thread = new ThreadLine(line, ADA, root.seq)
  const [ends, deaf] = [line.open(), thread.open()]
  close = () => {
    deaf()
    ends()
  }
  await pass()
  await thread.load()
})
afterEach(() => {
  close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const pass = (ms = 200) => vi.advanceTimersByTimeAsync(ms)
function said(path: string) {
  if (path.includes('/threads')) return { threads: [], before: null, head: 3 }
  if (path.includes('/some')) return { messages: [root], head: 3 }
  return { messages: answers, before: null, after: null, head: 3 }
}
const reads = () => room.lines.at(-1)?.heard.filter(({ type }) => type === 'read')

test('what was read in a thread is said once', async () => {
  thread.markRead()
  thread.markRead()
  await pass()
  expect(reads()).toEqual([{ type: 'read', seq: 3, thread: 1 }])
})

test('it is said again over the next line, as it may be lost with the last', async () => {
  const [dead] = room.lines
  if (dead === undefined) throw new Error('no line')
  dead.isDead = true
  thread.markRead()
  await pass()
  expect(reads()).toEqual([])
  dead.cut(1006)
  await pass(5_000)
  expect(line.status.value.phase).toBe('live')
  thread.markRead()
  await pass()
  expect(reads()).toEqual([{ type: 'read', seq: 3, thread: 1 }])
})

test('it is said again of a thread that is read anew', async () => {
  thread.markRead()
  await thread.load()
  thread.markRead()
  await pass()
  expect(reads()).toHaveLength(2)
})

test('the message that began it counts its answers as they go and are back', async () => {
  const count = () => {
    const { value } = thread.root
    return value === null || value === 'gone' ? undefined : value.replies?.replies
  }
  expect(count()).toBe(2)
  room.lines.at(-1)?.tell({ type: 'events', events: [deleted(4, GRACE, [3])] })
  await pass()
  expect(count()).toBe(1)
  room.lines.at(-1)?.tell({ type: 'events', events: [restored(5, GRACE, 3)] })
  await pass()
  expect(count()).toBe(2)
})
