import { describe, expect, test } from 'vitest'
import { withThreadEvents } from '../../../web/state/thread-window.ts'
import { EMPTY, openedAt, type Timeline, withOlder } from '../../../web/state/timeline.ts'
import { ADA, deleted, edited, GRACE, joined, member, message } from './cast.ts'

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
