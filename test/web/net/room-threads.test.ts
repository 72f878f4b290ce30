import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Threads } from '../../../protocol/rest.ts'
import { RoomThreads } from '../../../web/net/room-threads.ts'
import { ADA, ALAN, deleted, GRACE, message, restored } from '../state/cast.ts'

const ROOM = '00000000-0000-7000-8000-000000000000'
const GATHER_MS = 1_500
const SPREAD_MS = 10_000

let replies: number
let asked: string[]
let threads: RoomThreads

beforeEach(async () => {
  vi.useFakeTimers()
  replies = 2
  asked = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return Response.json(page())
  })
  threads = new RoomThreads(ROOM, () => {})
  threads.begin(ADA)
  await vi.advanceTimersByTimeAsync(0)
  asked = []
})
afterEach(() => {
  threads.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** One thread of Ada's, in which Grace has answered. */
function page(): Threads {
  const root = { ...message(3), replies: { replies, lastSeq: 9, lastAt: 0, by: [GRACE] } }
  return { threads: [{ root, follows: true, unread: replies }], before: null, head: 20 }
}
const told = () => threads.mine.value.threads.map(({ root, unread }) => [root.replies, unread])
const counted = (count: number) => [[expect.objectContaining({ replies: count }), count]]

test('answers that are removed, and those that are back, are counted by the room', async () => {
  expect(told()).toEqual(counted(2))
  replies = 1
  threads.extend([deleted(21, ALAN, [9])])
  await vi.advanceTimersByTimeAsync(GATHER_MS + SPREAD_MS)
  expect(told()).toEqual(counted(1))
  replies = 2
  threads.extend([restored(22, ALAN, 9)])
  await vi.advanceTimersByTimeAsync(GATHER_MS + SPREAD_MS)
  expect(told()).toEqual(counted(2))
})

test('many that are removed one after the other are asked about once', async () => {
  for (const seq of [7, 8, 9]) threads.extend([deleted(14 + seq, ALAN, [seq])])
  expect(asked).toEqual([])
  await vi.advanceTimersByTimeAsync(GATHER_MS + SPREAD_MS)
  expect(asked).toHaveLength(1)
})

test('who removed them oneself waits for nobody', async () => {
  threads.extend([deleted(21, ADA, [9])])
  await vi.advanceTimersByTimeAsync(GATHER_MS)
  expect(asked).toHaveLength(1)
})

test('messages that are no answers in these threads are nothing to ask about', async () => {
  threads.extend([deleted(21, ALAN, [15])])
  await vi.advanceTimersByTimeAsync(GATHER_MS + SPREAD_MS)
  expect(asked).toEqual([])
})
