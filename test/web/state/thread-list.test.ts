import { expect, test } from 'vitest'
import {
  type HeldThread,
  mayCountAnew,
  threadsAfter,
  threadsAt,
  unlisted,
  withMore,
} from '../../../web/state/thread-list.ts'
import { ADA, ALAN, deleted, erased, GRACE, message, restored } from './cast.ts'

const HEAD = 20
const replies = (lastSeq: number) => ({ replies: 1, lastSeq, lastAt: 0, by: [GRACE] })
const [first, second] = threadsAt(
  [
    { root: { ...message(3), replies: replies(19) }, follows: true, unread: 0 },
    { root: { ...message(5), replies: replies(12) }, follows: false, unread: 0 },
  ],
  HEAD,
) as [HeldThread, HeldThread]
const answer = (seq: number, by: string, thread: number) => message(seq, by, { thread })
const told = (threads: readonly HeldThread[]) =>
  threads.map(({ root, unread, follows }) => [root.seq, unread, follows])

test('an answer of somebody else makes a thread unread for who follows it', () => {
  const after = threadsAfter([first, second], [answer(21, GRACE, 3), answer(22, GRACE, 3)], ADA)
  expect(told(after)).toEqual([
    [3, 2, true],
    [5, 0, false],
  ])
})

test('it is no news to who does not follow it, and brings the thread to the top', () => {
  const after = threadsAfter([first, second], [answer(21, GRACE, 5)], ADA)
  expect(told(after)).toEqual([
    [5, 0, false],
    [3, 0, true],
  ])
})

test('whoever answers follows the thread from then on, and has read it', () => {
  const after = threadsAfter([first, second], [answer(21, GRACE, 3), answer(22, ADA, 3)], ADA)
  expect(told(after)[0]).toEqual([3, 0, true])
  expect(told(threadsAfter([second], [answer(21, ADA, 5)], ADA))).toEqual([[5, 0, true]])
})

test('an answer that the room had counted already is not counted again', () => {
  const unread = { ...first, unread: 1 }
  expect(told(threadsAfter([unread], [answer(19, GRACE, 3)], ADA))).toEqual([[3, 1, true]])
})

test('a message that began a thread and was removed says nothing any more', () => {
  const [after] = threadsAfter([first], [deleted(21, ALAN, [3])], ADA)
  expect(after?.root.body).toBe('')
})

test('the page behind repeats none that moved up meanwhile', () => {
  expect(told(withMore([second], [second, first]))).toEqual([
    [5, 0, false],
    [3, 0, true],
  ])
})

test('answers in other threads are found', () => {
  const others = [answer(21, GRACE, 3), answer(22, GRACE, 9), message(23)]
  expect(unlisted([first], others).map(({ seq }) => seq)).toEqual([22])
})

test.each([
  ['among the answers of a thread', [deleted(21, ALAN, [12])], true],
  ['behind the last answer of each', [deleted(21, ALAN, [20])], false],
  ['before every thread', [deleted(21, ALAN, [2])], false],
  ['and brought back', [restored(21, ALAN, 20)], true],
  ['with an account', [erased(21, GRACE, true)], true],
  ['by nobody: an account alone went', [erased(21, GRACE, false)], false],
  ['by nobody', [answer(21, GRACE, 3)], false],
])('messages that were removed %s: whether the room has to count', (_, events, isAsked) => {
  expect(mayCountAnew([first, second], events)).toBe(isAsked)
})
