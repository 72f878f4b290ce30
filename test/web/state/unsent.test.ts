import { describe, expect, test } from 'vitest'
import type { PendingSend } from '../../../protocol/client/pending.ts'
import { unsentText, unsentThreads } from '../../../web/state/unsent.ts'
import { message, pending } from './cast.ts'

const inThread = (cid: string, seq: number, rest: Partial<PendingSend> = {}): PendingSend => ({
  ...pending(cid),
  thread: { seq, id: message(seq).id },
  state: 'failed',
  code: 'muted',
  ...rest,
})

describe('answers that the room refused', () => {
  test('are told by the thread they belong to', () => {
    const sends = [inThread('a', 7), inThread('b', 3), inThread('c', 7)]
    expect(unsentThreads(sends)).toEqual([
      { seq: 7, count: 2 },
      { seq: 3, count: 1 },
    ])
  })

  test('are neither on their way, nor messages to the room', () => {
    const { thread: _, ...toRoom } = inThread('b', 3)
    expect(unsentThreads([inThread('a', 7, { state: 'pending' }), toRoom])).toEqual([])
  })

  test('are not told again of the thread before one’s eyes', () => {
    const sends = [inThread('a', 7), inThread('b', 3)]
    expect(unsentThreads(sends, 7)).toEqual([{ seq: 3, count: 1 }])
  })

  test('are counted in words', () => {
    const seven = { seq: 7, count: 2 }
    const three = { seq: 3, count: 1 }
    expect(unsentText([three])).toBe('An answer in a thread was not sent')
    expect(unsentText([seven])).toBe('2 answers in a thread were not sent')
    expect(unsentText([seven, three])).toBe('3 answers in threads were not sent')
  })
})
