import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ThreadTimeline } from '../../../../web/components/thread/thread-timeline.tsx'
import ThreadsPanel from '../../../../web/components/thread/threads-panel.tsx'
import { RoomLine } from '../../../../web/net/room-line.ts'
import { ThreadLine } from '../../../../web/net/thread-line.ts'
import { threadsAt } from '../../../../web/state/thread-list.ts'
import { EMPTY, withOlder } from '../../../../web/state/timeline.ts'
import { ADA, GRACE, MINUTE, message, NOON } from '../../state/cast.ts'

// What a page asks its browser as soon as it is read.
vi.hoisted(() => vi.stubGlobal('matchMedia', () => ({ matches: false })))

const EXPIRES = NOON + 10 * MINUTE
const root = {
  ...message(3, GRACE, { body: 'For a while only', expiresAt: EXPIRES }),
  replies: { replies: 1, lastSeq: 4, lastAt: NOON, by: [ADA] },
}
const who = { me: ADA, standing: 'member', may: () => false } as const

let line: RoomLine

beforeEach(() => {
  vi.useFakeTimers()
  line = new RoomLine(ADA, '00000000-0000-7000-8000-000000000000', () => {})
})
afterEach(() => void vi.useRealTimers())

test.each([
  ['stands in it until its time is over', EXPIRES - 1, true],
  ['does not from then on', EXPIRES, false],
])('what began a thread %s', (_, now, isThere) => {
  vi.setSystemTime(now)
  const thread = new ThreadLine(line, ADA, root.seq)
  thread.root.value = root
  thread.timeline.value = withOlder(
    { ...EMPTY, me: ADA },
    [message(4, ADA, { thread: root.seq })],
    null,
  )
  const opened = { seq: root.seq }
  const hands = { onJump() {}, onEdit() {} }
  const html = renderToString(h(ThreadTimeline, { line, thread, who, opened, ...hands }))
  expect(html.includes('For a while only')).toBe(isThere)
  expect(html).toContain('message 4')
})

test.each([
  ['stands in the list until its time is over', EXPIRES - 1, true],
  ['does not from then on', EXPIRES, false],
])('what began a thread %s', (_, now, isThere) => {
  vi.setSystemTime(now)
  const threads = threadsAt([{ root, follows: true, unread: 0 }], 4)
  line.threads.mine.value = { threads, before: null, state: 'idle', isLoaded: true }
  const html = renderToString(h(ThreadsPanel, { line, onOpen() {} }))
  expect(html.includes('For a while only')).toBe(isThere)
  expect(html.includes('Message removed')).toBe(!isThere)
})
