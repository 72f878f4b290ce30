import { describe, expect, test } from 'vitest'
import type { HeldMessage } from '../../../web/state/held.ts'
import { rootAfter, withThreadEvents } from '../../../web/state/thread-window.ts'
import { EMPTY, openedAt, type Timeline, withOlder } from '../../../web/state/timeline.ts'
import { ADA, deleted, edited, GRACE, joined, member, message, restored } from './cast.ts'

const THREAD = 1
const answer = (seq: number, by = GRACE) => message(seq, by, { thread: THREAD })
const bodies = ({ events }: Timeline) =>
  events.flatMap(event => (event.type === 'message.sent' ? [event.body] : []))

/** At the newest answers. */
const newest = withOlder({ ...EMPTY, me: ADA }, [answer(8), answer(9)], 8, 9)
/** At answers from before, which do not reach down to those. */
const elsewhere = openedAt(newest, {
  messages: [answer(3), answer(4)],
  before: null,
  after: 4,
  head: 9,
})

describe('a window on a thread', () => {
  test('has what is said in it, and nothing else that is said or happens', () => {
    const events = [
      answer(10),
      message(11, GRACE),
      message(12, GRACE, { thread: 2 }),
      joined(13, member(GRACE, 'Grace')),
    ]
    expect(bodies(withThreadEvents(newest, events, THREAD))).toEqual([
      'message 8',
      'message 9',
      'message 10',
    ])
    expect(withThreadEvents(newest, events.slice(1), THREAD)).toBe(newest)
  })

  test('follows what becomes of it, and keeps who removed something', () => {
    const events = [edited(10, GRACE, 8, 'Changed'), deleted(11, ADA, [9]), deleted(12, ADA, [2])]
    const after = withThreadEvents(newest, events, THREAD)
    expect(bodies(after)).toEqual(['Changed', ''])
    expect(after.events.map(({ seq }) => seq)).toEqual([8, 9, 11])
  })

  test('elsewhere shows only what becomes of what is there, and keeps the newest up to date', () => {
    const events = [answer(10), edited(11, GRACE, 3, 'Changed'), edited(12, GRACE, 9, 'Newer')]
    const after = withThreadEvents(elsewhere, events, THREAD)
    expect(bodies(after)).toEqual(['Changed', 'message 4'])
    expect(after.elsewhere && bodies(after.elsewhere.newest)).toEqual([
      'message 8',
      'Newer',
      'message 10',
    ])
    expect(withThreadEvents(elsewhere, [message(10, GRACE)], THREAD)).toBe(elsewhere)
  })
})

describe('the message that began it', () => {
  const root: HeldMessage = {
    ...message(THREAD),
    replies: { replies: 4, lastSeq: 9, lastAt: 0, by: [GRACE] },
    asOf: 9,
  }
  const count = ({ replies }: HeldMessage) => replies?.replies

  test('counts down by the answers that are removed, wherever the window is, and up again', () => {
    const gone = [deleted(10, ADA, [8])]
    const left = rootAfter(root, newest, gone)
    expect(count(left)).toBe(3)
    expect(count(rootAfter(root, elsewhere, gone))).toBe(3)
    expect(count(rootAfter(root, elsewhere, [deleted(10, ADA, [3])]))).toBe(3)
    const back = [restored(11, ADA, 8)]
    expect(count(rootAfter(left, withThreadEvents(newest, gone, THREAD), back))).toBe(4)
  })

  test('counts what is said and removed again at once, and nothing of other threads', () => {
    const events = [answer(10), message(11, GRACE, { thread: 2 }), deleted(12, GRACE, [10, 11])]
    expect(count(rootAfter(root, newest, events.slice(0, 2)))).toBe(5)
    expect(count(rootAfter(root, newest, events))).toBe(4)
  })

  test('is the very same where nothing became of it', () => {
    expect(rootAfter(root, newest, [edited(10, GRACE, 8, 'Changed')])).toBe(root)
  })
})
