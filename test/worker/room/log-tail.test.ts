import { describe, expect, it } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import { RESUME_PAGE_EVENTS } from '../../../protocol/limits.ts'
import { LogTail } from '../../../worker/room/log-tail.ts'

const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index): RoomEvent => {
    const seq = from + index
    return {
      seq,
      id: `id-${seq}`,
      at: seq,
      by: 'ada',
      type: 'message.sent',
      cid: `${seq}`,
      body: '',
    }
  })

describe('the tail of the log', () => {
  it('knows a page of the newest events, whatever the flushes, and soon no more', () => {
    for (const flush of [1, 7, 300]) {
      const tail = new LogTail()
      for (let seq = 1; seq <= 6_300; seq += flush) tail.push(events(seq, seq + flush - 1))
      expect(tail.after(6_300 - RESUME_PAGE_EVENTS, RESUME_PAGE_EVENTS)).toEqual(
        events(6_301 - RESUME_PAGE_EVENTS, 6_300),
      )
      expect(tail.after(6_300 - 2 * RESUME_PAGE_EVENTS - 1, 1)).toBeUndefined()
    }
  })

  it('answers for what it holds, from its first event to beyond its last', () => {
    const tail = new LogTail()
    expect(tail.after(0, 1)).toBeUndefined()
    tail.push(events(11, 20))
    expect(tail.after(9, 100)).toBeUndefined()
    expect(tail.after(10, 3)).toEqual(events(11, 13))
    expect(tail.after(18, 100)).toEqual(events(19, 20))
    expect(tail.after(20, 100)).toEqual([])
    tail.clear()
    expect(tail.after(18, 100)).toBeUndefined()
  })

  it('takes what was read when that reaches further back, and has no gap', () => {
    const tail = new LogTail()
    tail.push(events(20, 20))
    tail.hold([...events(3, 4), ...events(15, 20)])
    expect(tail.after(17, 100)).toBeUndefined()
    tail.hold(events(15, 20))
    tail.hold(events(19, 20))
    expect(tail.after(14, 100)).toEqual(events(15, 20))
  })
})
