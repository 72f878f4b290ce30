import { h, render } from 'preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OpenThread } from '../../../../web/components/room/doing.ts'
import { useArrival } from '../../../../web/components/thread/use-arrival.ts'
import { RoomLine } from '../../../../web/net/room-line.ts'
import { ThreadLine } from '../../../../web/net/thread-line.ts'
import { ADA, GRACE, message } from '../../state/cast.ts'
import { nowhere } from '../nowhere.ts'

const root = message(1, GRACE)
const answers = [2, 3, 4].map(seq => message(seq, GRACE, { thread: root.seq }))
/** Milliseconds after which everything has been asked for that is to be. */
const SOON_MS = 200

const place = nowhere()

let line: RoomLine
let thread: ThreadLine
let isUp: boolean
/** Lets the server answer what it was asked. */
let answer: () => void

beforeEach(() => {
  vi.useFakeTimers()
  isUp = true
  let waiting: (() => void)[] = []
  answer = () => {
    for (const one of waiting) one()
    waiting = []
  }
  vi.stubGlobal('fetch', async (path: string) => {
    await new Promise<void>(resolve => waiting.push(resolve))
    if (!isUp) throw new TypeError('no network')
    return Response.json({
      ...{ before: null, after: null, head: 4 },
      messages: path.includes('/some') ? [root] : answers,
    })
  })
  line = new RoomLine(ADA, '00000000-0000-7000-8000-000000000000', () => {})
  thread = new ThreadLine(line, ADA, root.seq)
})
afterEach(() => {
  render(null, place)
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function Pane({ opened }: { opened: OpenThread }) {
  useArrival(line, thread, opened)
  return null
}
async function open(opened: OpenThread) {
  render(h(Pane, { opened }), place)
  await vi.advanceTimersByTimeAsync(SOON_MS)
}
async function answered() {
  answer()
  await vi.advanceTimersByTimeAsync(SOON_MS)
}
const target = () => thread.history.target.value?.seq

test('a thread is opened at an answer once there are any', async () => {
  await open({ seq: 1, at: 2 })
  expect(target()).toBeUndefined()
  await answered()
  expect(target()).toBe(2)
  await open({ seq: 1, at: 3 })
  expect(target()).toBe(3)
})

test('what was wanted last while it loaded is what it is opened at', async () => {
  await open({ seq: 1, at: 2 })
  await open({ seq: 1, at: 3 })
  await answered()
  expect(target()).toBe(3)
})

test('so is what was wanted before it failed to load, once it does', async () => {
  isUp = false
  await open({ seq: 1, at: 2 })
  await answered()
  expect(thread.history.older.value).toBe('failed')
  isUp = true
  void thread.loadOlder()
  await vi.advanceTimersByTimeAsync(SOON_MS)
  await answered()
  expect(target()).toBe(2)
})

test('a history that begins anew does not bring the reader back there', async () => {
  await open({ seq: 1, at: 2 })
  await answered()
  line.history.window.value += 1
  await vi.advanceTimersByTimeAsync(SOON_MS)
  expect(thread.isHere.value).toBe(false)
  await answered()
  expect(thread.isHere.value).toBe(true)
  expect(target()).toBeUndefined()
})
