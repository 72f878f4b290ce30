import { expect, test } from 'vitest'
import type { Amendment } from '../../../protocol/client/amender.ts'
import { withAmendments } from '../../../web/state/amendments.ts'
import { heldAt } from '../../../web/state/held.ts'
import { opened, withEvents } from '../../../web/state/timeline.ts'
import { ADA, GRACE, message, NOON, pinned, reacted } from './cast.ts'

const { events } = opened([message(1, GRACE), message(2)], 2, null, ADA)
const target = (seq: number) => ({ seq, id: message(seq).id })
const react = (on: boolean): Amendment => ({
  ...{ type: 'react', cid: 'c', target: target(1), emoji: '👍', on },
})
const shown = (amendments: Amendment[], held = events) =>
  heldAt(withAmendments(held, amendments, ADA), 1)

test('what one has done shows before the room has heard of it', () => {
  expect(shown([react(true)])?.reactions).toEqual([
    { emoji: '👍', count: 1, by: [ADA], mine: true },
  ])
  expect(shown([{ type: 'pin', cid: 'c', target: target(1), on: true }])?.pinned?.by).toBe(ADA)
  const edit: Amendment = { type: 'edit', cid: 'c', target: target(1), body: 'Otherwise' }
  expect(shown([edit])).toMatchObject({ body: 'Otherwise', editedAt: NOON + 1 })
})

test('a mark counts once when its event comes before its acknowledgement', () => {
  const come = withEvents(opened(events, 2, null, ADA), [reacted(3, ADA, 1, '👍')]).events
  expect(shown([react(true)], come)?.reactions?.[0]?.count).toBe(1)
  expect(shown([react(true), react(false)], come)).not.toHaveProperty('reactions')
  expect(shown([react(false)])).not.toHaveProperty('reactions')
})

test('what is pinned already stays pinned by whoever did it', () => {
  const come = withEvents(opened(events, 2, null, ADA), [pinned(3, GRACE, 1)]).events
  const pin: Amendment = { type: 'pin', cid: 'c', target: target(1), on: true }
  expect(shown([pin], come)?.pinned).toEqual({ by: GRACE, at: NOON + 3 })
  expect(shown([{ ...pin, on: false }], come)).not.toHaveProperty('pinned')
})

test('nothing is done to another message with that seq, nor to one that was removed', () => {
  const another = { ...react(true), target: { seq: 1, id: message(2).id } } as Amendment
  expect(withAmendments(events, [another], ADA)).toBe(events)
  const gone = [message(1, GRACE, { body: '' })]
  expect(withAmendments(gone, [react(true)], ADA)).toBe(gone)
})
