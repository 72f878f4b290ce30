import { describe, expect, test } from 'vitest'
import type { Welcome } from '../../../protocol/frames.ts'
import { countsOf, withComings } from '../../../web/state/counts.ts'
import { peopleOf } from '../../../web/state/people.ts'
import { ADA, GRACE, joined, left, member, message, workshop } from './cast.ts'

const welcome: Welcome = {
  type: 'welcome',
  v: 2,
  epoch: 'e',
  head: 0,
  me: ADA,
  room: workshop(),
  members: [member(ADA, 'Ada'), member(GRACE, 'Grace', { role: null })],
  presence: [ADA],
  events: [],
  more: false,
}

test('a large room says how many there are, a room of before names them all', () => {
  expect(countsOf({ ...welcome, memberCount: 9_000, hereCount: 700 })).toEqual({
    members: 9_000,
    here: 700,
  })
  expect(countsOf(welcome)).toEqual({ members: 1, here: 1 })
})

describe('the numbers', () => {
  const counts = { members: 2, here: 1 }
  const grace = member(GRACE, 'Grace')
  const nobody = peopleOf([])

  test('follow who comes and goes, and nothing else', () => {
    const events = [joined(1, grace), left(2, grace), joined(3, grace)]
    expect(withComings(counts, events, nobody).members).toBe(3)
    expect(withComings(counts, [message(1)], nobody)).toBe(counts)
  })

  test('do not count twice who had left before they were banned', () => {
    const banned = left(5, grace, ADA, true)
    const gone = peopleOf([{ ...grace, role: null }])
    expect(withComings(counts, [banned], gone)).toBe(counts)
    expect(withComings(counts, [left(4, grace), banned], peopleOf([grace])).members).toBe(1)
    expect(withComings(counts, [banned], nobody).members).toBe(1)
  })
})
