import { describe, expect, test } from 'vitest'
import { opened, withEvents, withOlder } from '../../../web/state/timeline.ts'
import {
  isReached,
  unreadAfter,
  unreadAt,
  unreadBeyond,
  unreadCount,
  unreadText,
} from '../../../web/state/unread.ts'
import { ADA, GRACE, message } from './cast.ts'

const FIRST = { kind: 'first' } as const
const mark = (read: number) => ({ id: ADA, read, delivered: read })

describe('what was not read when somebody came', () => {
  test('is what lies behind their mark', () => {
    expect(unreadAt({ mark: mark(4), head: 9 }, FIRST)).toEqual({ after: 4, upTo: 9 })
  })

  test('is nothing when they have read it all, on whichever device', () => {
    expect(unreadAt({ mark: mark(9), head: 9 }, FIRST)).toBeNull()
    expect(unreadAt({ mark: mark(9), head: 9 }, { kind: 'gap', after: 4 })).toBeNull()
  })

  test('is nothing to who comes for the first time, or to another history', () => {
    expect(unreadAt({ mark: mark(0), head: 9 }, FIRST)).toBeNull()
    expect(unreadAt({ head: 9 }, FIRST)).toBeNull()
    expect(unreadAt({ mark: mark(4), head: 9 }, { kind: 'reset' })).toBeNull()
  })

  test('is what a long absence left out, in a room that keeps no marks', () => {
    expect(unreadAt({ head: 9 }, { kind: 'gap', after: 4 })).toEqual({ after: 4, upTo: 9 })
  })
})

describe('what came while nobody looked', () => {
  const all = { read: 9, me: ADA }

  test('begins with the first message of others, and grows with those that follow', () => {
    const first = unreadAfter(null, [message(10, ADA), message(11, GRACE), message(12, ADA)], all)
    expect(first).toEqual({ after: 10, upTo: 12 })
    const more = unreadAfter(first, [message(13, GRACE), message(14, GRACE)], all)
    expect(more).toEqual({ after: 10, upTo: 14 })
  })

  test('is nothing where nobody else has said anything to the room', () => {
    const inThread = message(11, GRACE, { thread: 3 })
    const before = { after: 4, upTo: 9 }
    expect(unreadAfter(null, [message(10, ADA), inThread], all)).toBeNull()
    expect(unreadAfter(before, [message(10, ADA), inThread], all)).toBe(before)
    expect(unreadAfter(before, [], all)).toBe(before)
  })

  test('takes the place of what was read meanwhile, and not of what was not', () => {
    const before = { after: 4, upTo: 9 }
    expect(unreadAfter(before, [message(10, GRACE)], all)).toEqual({ after: 9, upTo: 10 })
    const some = { read: 6, me: ADA }
    expect(unreadAfter(before, [message(10, GRACE)], some)).toEqual({ after: 4, upTo: 10 })
  })
})

describe('what was read on another device', () => {
  const before = { after: 4, upTo: 9 }

  test('is not unread here any more', () => {
    expect(unreadBeyond(before, 4)).toBe(before)
    expect(unreadBeyond(before, 6)).toEqual({ after: 6, upTo: 9 })
    expect(unreadBeyond(before, 9)).toBeNull()
    expect(unreadBeyond(null, 9)).toBeNull()
  })

  test('is none of what comes late', () => {
    const late = [message(10, GRACE), message(11, GRACE)]
    expect(unreadAfter(null, late, { read: 11, me: ADA })).toBeNull()
    expect(unreadAfter(null, late, { read: 10, me: ADA })).toEqual({ after: 10, upTo: 11 })
  })
})

describe('how much that is', () => {
  const unread = { after: 2, upTo: 6 }
  const window = opened([message(4, GRACE), message(5, ADA), message(6, GRACE)], 6)

  test('counts what others said, as far as it is loaded', () => {
    expect(unreadCount(unread, window, ADA)).toEqual({ count: 2, isMore: true })
    const whole = withOlder(window, [message(2, GRACE), message(3, GRACE)], 2)
    expect(isReached(unread, window)).toBe(false)
    expect(isReached(unread, whole)).toBe(true)
    expect(unreadCount(unread, whole, ADA)).toEqual({ count: 3, isMore: false })
  })

  test('does not grow with what comes while one looks', () => {
    const later = withEvents(window, [message(7, GRACE), message(8, GRACE)])
    expect(unreadCount(unread, later, ADA).count).toBe(2)
  })

  test('is said in words', () => {
    expect(unreadText({ count: 1, isMore: false })).toBe('1 new message')
    expect(unreadText({ count: 1, isMore: true })).toBe('1+ new messages')
    expect(unreadText({ count: 7, isMore: false })).toBe('7 new messages')
  })
})
