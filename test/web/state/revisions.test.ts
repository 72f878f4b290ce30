import { describe, expect, test } from 'vitest'
import { removalsIn } from '../../../web/state/revisions.ts'
import { opened, type Timeline, withEvents, withOlder } from '../../../web/state/timeline.ts'
import { ADA, deleted, erased, GRACE, message, restored } from './cast.ts'

const bodies = ({ events }: Timeline) =>
  events.flatMap(event => (event.type === 'message.sent' ? [event.body] : []))

describe('messages that are removed', () => {
  const held = opened([message(1, GRACE), message(2, GRACE), message(3)])

  test('lose their words, and come back with them', () => {
    const gone = withEvents(held, [deleted(4, ADA, [1, 3])])
    expect(bodies(gone)).toEqual(['', 'message 2', ''])
    expect(bodies(withEvents(gone, [restored(5, ADA, 3)]))).toEqual(['', 'message 2', 'message 3'])
  })

  test('that were here all along stay the very same object', () => {
    expect(withEvents(held, [deleted(4, ADA, [1])]).events[1]).toBe(held.events[1])
  })

  test('are as the last word on them says, in whatever pages they come', () => {
    const words = [deleted(4, ADA, [1]), restored(5, ADA, 1), deleted(6, ADA, [1])]
    expect(bodies(withEvents(held, words))[0]).toBe('')
    expect(bodies(withEvents(held, words.slice(0, 2)))[0]).toBe('message 1')
  })

  test('are not brought back by a page of history that was on its way', () => {
    const window = opened([message(8), deleted(9, ADA, [2])], 9)
    expect(bodies(withOlder(window, [message(1), message(2)], null))).toEqual([
      'message 1',
      '',
      'message 8',
    ])
  })

  test('and that their author has deleted with their account stay gone', () => {
    const window = withEvents(held, [deleted(4, ADA, [1]), restored(5, ADA, 1)])
    expect(bodies(withEvents(window, [erased(6, GRACE, true)]))).toEqual(['', '', 'message 3'])
  })

  test('have somebody who removed them, and a reason, until they are back', () => {
    const events = [deleted(4, ADA, [1, 2], 'spam'), restored(5, ADA, 2), deleted(6, GRACE, [3])]
    expect([...removalsIn(events)]).toEqual([
      [1, { by: ADA, at: expect.any(Number), reason: 'spam' }],
      [3, { by: GRACE, at: expect.any(Number) }],
    ])
  })
})
