import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RoomEvent } from '../../../protocol/events.ts'
import { REACTION_NAMES } from '../../../protocol/limits.ts'
import { type HeldMessage, heldAt } from '../../../web/state/held.ts'
import { removalsIn } from '../../../web/state/revisions.ts'
import {
  opened,
  type Timeline,
  withAnew,
  withEvents,
  withOlder,
} from '../../../web/state/timeline.ts'
import {
  ADA,
  ALAN,
  deleted,
  edited,
  erased,
  GRACE,
  message,
  NOON,
  pinned,
  reacted,
  restored,
} from './cast.ts'

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

describe('a message with answers', () => {
  const answers = [1, 1].map((thread, i) => ({ ...message(i + 2, GRACE), thread }))
  const held = withEvents(opened([message(1)], 1, null, ADA), answers)
  const count = (timeline: Timeline) => heldAt(timeline.events, 1)?.replies?.replies

  test('has one less when one is removed, and one more when it is back', () => {
    expect(count(held)).toBe(2)
    const less = withEvents(held, [deleted(4, ADA, [3])])
    expect(count(less)).toBe(1)
    expect(count(withEvents(less, [restored(5, ADA, 3)]))).toBe(2)
  })

  test('has none when all are removed', () => {
    const none = withEvents(held, [deleted(4, ADA, [2, 3])])
    expect(count(none)).toBeUndefined()
    const one = withEvents(none, [restored(5, ADA, 3)])
    expect(heldAt(one.events, 1)?.replies).toMatchObject({ replies: 1, lastSeq: 3, by: [GRACE] })
  })

  test('goes with some of them, and is back with them, in one event', () => {
    const gone = withEvents(held, [deleted(4, ADA, [1, 2])])
    expect(heldAt(gone.events, 1)).toMatchObject({ body: '', replies: { replies: 1 } })
    const back = withEvents(gone, [restored(5, ADA, 1, 2)])
    expect(heldAt(back.events, 1)).toMatchObject({ body: 'message 1', replies: { replies: 2 } })
  })

  test('is not told twice of the same, nor of what is no answer', () => {
    const twice = [deleted(4, ADA, [3]), deleted(5, ADA, [3]), deleted(6, ADA, [1])]
    expect(count(withEvents(held, twice))).toBe(1)
  })
})

const at = ({ events }: Timeline, seq: number) => heldAt(events, seq)

describe('messages that are changed', () => {
  const held = opened([message(1, GRACE), message(2)], 2, null, ADA)

  test('say something else from then on, and whom they name now', () => {
    const named = { ...message(3), mentions: [GRACE] }
    const window = withEvents(held, [named, edited(4, ADA, 3, 'Nobody now')])
    expect(at(window, 3)).toMatchObject({ body: 'Nobody now', editedAt: NOON + 4 })
    expect(at(window, 3)).not.toHaveProperty('mentions')
  })

  test('are marked by people, once each, and by oneself', () => {
    const marked = withEvents(held, [reacted(3, GRACE, 1, '👍'), reacted(4, ADA, 1, '👍')])
    expect(at(marked, 1)?.reactions).toEqual([
      { emoji: '👍', count: 2, by: [GRACE, ADA], mine: true },
    ])
    const left = withEvents(marked, [reacted(5, ADA, 1, '👍', false)])
    expect(at(left, 1)?.reactions).toEqual([{ emoji: '👍', count: 1, by: [GRACE], mine: false }])
    const bare = withEvents(left, [reacted(6, GRACE, 1, '👍', false)])
    expect(at(bare, 1)).not.toHaveProperty('reactions')
  })

  test('name the first people alone, and count all', () => {
    const crowd = Array.from({ length: REACTION_NAMES + 3 }, (_, i) =>
      reacted(3 + i, `person-${i}`, 1, '👍'),
    )
    const [reaction] = at(withEvents(held, crowd), 1)?.reactions ?? []
    expect(reaction?.by).toHaveLength(REACTION_NAMES)
    expect(reaction?.count).toBe(REACTION_NAMES + 3)
  })

  test('are pinned until they are not, or removed', () => {
    const there = withEvents(held, [pinned(3, GRACE, 1)])
    expect(at(there, 1)?.pinned).toEqual({ by: GRACE, at: NOON + 3 })
    expect(at(withEvents(there, [pinned(4, ADA, 1, false)]), 1)).not.toHaveProperty('pinned')
    const back = withEvents(there, [deleted(4, ADA, [1]), restored(5, ADA, 1)])
    expect(at(back, 1)).not.toHaveProperty('pinned')
  })

  test('count the answers under them, and who gave the last', () => {
    const answers = [message(3, GRACE, { thread: 1 }), message(4, ADA, { thread: 1 })]
    expect(at(withEvents(held, answers), 1)?.replies).toEqual({
      replies: 2,
      lastSeq: 4,
      lastAt: NOON + 4,
      by: [ADA, GRACE],
    })
  })

  test('have their marks again when they are brought back', () => {
    const window = withEvents(held, [
      reacted(3, GRACE, 1, '👍'),
      deleted(4, ADA, [1]),
      restored(5, ADA, 1),
    ])
    expect(at(window, 1)?.reactions).toHaveLength(1)
  })

  test('are put right by what is asked for again, and go on from there', () => {
    const window = withEvents(held, [reacted(3, GRACE, 1, '👍'), reacted(4, GRACE, 1, '🎉')])
    const anew = { ...message(1, GRACE), body: 'Asked for' }
    expect(at(withAnew(window, [anew], 3), 1)).toMatchObject({
      body: 'Asked for',
      reactions: [{ emoji: '🎉', count: 1 }],
    })
  })
})

describe('a page of history', () => {
  // What is done, in the order of seqs: a message, or something that happens to an earlier one.
  const deed = fc.record({
    kind: fc.constantFrom('say', 'say', 'edit', 'react', 'unreact', 'pin', 'answer'),
    by: fc.constantFrom(ADA, GRACE, ALAN),
    target: fc.nat(),
    emoji: fc.constantFrom('👍', '🎉'),
  })

  test('and live events, however they cross, leave what the whole log leaves', () => {
    fc.assert(
      fc.property(
        fc.array(deed, { minLength: 2, maxLength: 50 }),
        fc.nat(),
        fc.array(fc.record({ lead: fc.nat({ max: 9 }), size: fc.integer({ min: 1, max: 5 }) }), {
          minLength: 12,
          maxLength: 12,
        }),
        (deeds, start, pages) => {
          const log = logOf(deeds)
          const whole = withEvents(opened([], 0, null, ADA), log)
          const from = start % log.length
          // The window opens on the newest events there are at first; then pages come from a room that is
          // some events ahead of what has come live.
          let live = Math.min(log.length, from + 3)
          let window = opened(log.slice(from, live), live, null, ADA)
          for (const { lead, size } of pages) {
            const ahead = Math.min(log.length, live + lead)
            const { before } = window
            if (before !== null) {
              const known = withEvents(opened([], 0, null, ADA), log.slice(0, ahead))
              const page = known.events
                .filter(event => event.type === 'message.sent')
                .filter(({ seq }) => seq < before)
                .slice(-size)
                .map(({ asOf: _, ...shown }) => shown)
              // Some of what the page has in it comes live before the page does.
              const meanwhile = log.slice(live, live + (lead >> 1))
              window = withEvents(window, meanwhile)
              live += meanwhile.length
              const first = page[0]?.seq ?? 1
              window = withOlder(window, page, first > 1 ? first : null, ahead)
            }
            const next = log.slice(live, live + 2)
            window = withEvents(window, next)
            live += next.length
          }
          window = withEvents(window, log.slice(live))
          for (const event of window.events)
            if (event.type === 'message.sent')
              expect(shown(event)).toEqual(shown(at(whole, event.seq) ?? event))
        },
      ),
    )
  })

  /** Nobody marks a message twice with one emoji, nor takes away what is not there: the room sees to it. */
  function logOf(deeds: readonly { kind: string; by: string; target: number; emoji: string }[]) {
    const log: RoomEvent[] = [message(1)]
    const roots = [1]
    const marks = new Set<string>()
    for (const { kind, by, target, emoji } of deeds) {
      const seq = log.length + 1
      const root = roots[target % roots.length] ?? 1
      const mark = `${root} ${by} ${emoji}`
      if (kind === 'edit') log.push(edited(seq, by, root, `changed by ${seq}`))
      else if (kind === 'react' && !marks.has(mark)) {
        log.push(reacted(seq, by, root, emoji))
        marks.add(mark)
      } else if (kind === 'unreact' && marks.delete(mark))
        log.push(reacted(seq, by, root, emoji, false))
      else if (kind === 'pin') log.push(pinned(seq, by, root, target % 2 === 0))
      else if (kind === 'answer') log.push(message(seq, by, { thread: root }))
      else {
        log.push(message(seq, by))
        roots.push(seq)
      }
    }
    return log
  }

  function shown({ asOf: _, ...message }: HeldMessage) {
    return message
  }
})
