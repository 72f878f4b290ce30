import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  EMPTY,
  entered,
  gapAbove,
  lastSeq,
  newSince,
  opened,
  type Timeline,
  trimmed,
  withEvents,
  withOlder,
} from '../../../web/state/timeline.ts'
import { ADA, erased, GRACE, joined, left, member, message } from './cast.ts'

const seqs = (timeline: Timeline) => timeline.events.map(event => event.seq)
const messages = (...numbers: number[]) => numbers.map(seq => message(seq))

describe('a timeline', () => {
  test('opened in the middle of a log knows where history goes on', () => {
    expect(opened(messages(41, 42))).toMatchObject({ before: 41 })
  })

  test('opened where the room begins has no history', () => {
    expect(opened(messages(1, 2)).before).toBeNull()
    expect(opened([]).before).toBeNull()
  })

  test('opened without events, in a room that has some, is not where the room begins', () => {
    expect(opened([], 7).before).toBe(8)
  })

  test('shows an event once, however often it is handed over', () => {
    const timeline = withEvents(opened(messages(1, 2, 3)), messages(2, 3, 4))
    expect(seqs(timeline)).toEqual([1, 2, 3, 4])
  })

  test('keeps the event it holds when the same seq comes again', () => {
    const held = message(1, ADA, { body: 'held' })
    const timeline = withEvents(opened([held]), [message(1, ADA, { body: 'again' }), message(2)])
    expect(timeline.events[0]).toBe(held)
  })

  test('puts events that arrive out of order in their place', () => {
    expect(seqs(withEvents(opened(messages(5, 9)), messages(8, 6)))).toEqual([5, 6, 8, 9])
  })

  test('takes an older page in front, with the cursor of the page before it', () => {
    const timeline = withOlder(opened(messages(51, 52)), messages(40, 47), 40)
    expect(seqs(timeline)).toEqual([40, 47, 51, 52])
    expect(timeline.before).toBe(40)
  })

  test('takes an older page that overlaps without doubling anything', () => {
    const timeline = withOlder(opened(messages(3, 4)), messages(1, 2, 3), null)
    expect(seqs(timeline)).toEqual([1, 2, 3, 4])
    expect(timeline.before).toBeNull()
  })

  test('is the very same list after nothing new', () => {
    const timeline = opened(messages(1, 2))
    expect(withEvents(timeline, []).events).toBe(timeline.events)
  })

  test('lets go of its oldest events, which become history again', () => {
    const timeline = trimmed(opened(messages(1, 2, 3, 4)), 2)
    expect(seqs(timeline)).toEqual([3, 4])
    expect(timeline.before).toBe(3)
  })

  test('is left alone while it is within its window', () => {
    const timeline = opened(messages(1, 2))
    expect(trimmed(timeline, 2)).toBe(timeline)
  })

  test('counts what others said since, and nothing else', () => {
    const timeline = opened([
      message(1, GRACE),
      message(2, GRACE),
      message(3, ADA),
      joined(4, member(GRACE, 'Grace')),
      message(5, GRACE),
    ])
    expect(newSince(timeline, 1, ADA)).toBe(2)
    expect(newSince(timeline, 5, ADA)).toBe(0)
    const answered = withEvents(timeline, [message(6, GRACE, { thread: 1 })])
    expect(newSince(answered, 1, ADA)).toBe(2)
    expect(newSince(answered, 1, ADA, 1)).toBe(1)
  })

  test('knows its last seq', () => {
    expect(lastSeq(EMPTY)).toBe(0)
    expect(lastSeq(opened(messages(7, 8)))).toBe(8)
  })

  test('ascends without doubles whatever is handed over, in whatever pages', () => {
    const page = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 20 })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), page), { maxLength: 8 }), pages => {
        let timeline = EMPTY
        for (const [older, page] of pages) {
          const events = messages(...page)
          timeline = older ? withOlder(timeline, events, null) : withEvents(timeline, events)
        }
        const expected = [...new Set(pages.flatMap(([, page]) => page))].sort((a, b) => a - b)
        expect(seqs(timeline)).toEqual(expected)
      }),
    )
  })
})

describe('a gap', () => {
  const away = opened(messages(6_001, 6_002), 6_002, 900)

  test('is above the window until history is here back to where it begins', () => {
    expect(gapAbove(away)).toEqual({ after: 900, isEntered: false })
    const nearer = withOlder(away, messages(903, 910), 903)
    expect(gapAbove(nearer)).not.toBeNull()
    const closed = withOlder(nearer, messages(899, 902), 899)
    expect(gapAbove(closed)).toBeNull()
  })

  test('is closed by the page that ends right behind what was read', () => {
    expect(gapAbove(withOlder(away, messages(901), 901))).toBeNull()
  })

  test('is closed where the room begins, whatever history still holds', () => {
    expect(gapAbove(withOlder(away, [], null))).toBeNull()
  })

  test('is there again when the window lets go of what closed it', () => {
    const closed = withOlder(entered(away), messages(899, 905), 899)
    expect(gapAbove(trimmed(closed, 2))).toEqual({ after: 900, isEntered: true })
  })

  test('outlasts what arrives meanwhile', () => {
    expect(gapAbove(withEvents(away, messages(6_003)))).toEqual(away.gap)
  })

  test('is entered once the person asks for what they missed', () => {
    expect(gapAbove(entered(away))?.isEntered).toBe(true)
    const whole = opened(messages(1, 2))
    expect(entered(whole)).toBe(whole)
  })

  test('is none after an ordinary welcome', () => {
    expect(gapAbove(opened(messages(41)))).toBeNull()
  })
})

describe('somebody who deletes their account', () => {
  const ada = member(ADA, 'Ada')
  const held = opened([joined(1, ada), message(2), message(3, GRACE), left(4, ada)])
  const bodies = ({ events }: Timeline) =>
    events.flatMap(event => (event.type === 'message.sent' ? [event.body] : []))
  const names = ({ events }: Timeline) =>
    events.flatMap(event => ('member' in event ? [event.member.displayName] : []))

  test('has no name any more in what is held', () => {
    const timeline = withEvents(held, [erased(5, ADA, false)])
    expect(names(timeline)).toEqual(['Deleted user', 'Deleted user', 'Deleted user'])
    expect(bodies(timeline)).toEqual(['message 2', 'message 3'])
  })

  test('takes along what they said where that is purged, and nothing of others', () => {
    expect(bodies(withEvents(held, [erased(5, ADA, true)]))).toEqual(['', 'message 3'])
  })

  test('is not brought back by a page of history that was on its way', () => {
    const window = opened([message(7, GRACE), erased(8, ADA, true)])
    expect(bodies(withOlder(window, [message(5), message(6, GRACE)], null))).toEqual([
      '',
      'message 6',
      'message 7',
    ])
  })
})
