import { describe, expect, test } from 'vitest'
import type { Candidate, Completion } from '../../../../protocol/slash/complete.ts'
import { actOf, markedIn, takenInto } from '../../../../web/state/commands/listing.ts'

function offer(inserts: readonly string[], rest: Partial<Completion> = {}): Completion {
  const candidates: Candidate[] = inserts.map(insert => ({
    key: insert,
    label: insert,
    hint: '',
    insert,
  }))
  return {
    from: 0,
    to: 0,
    typed: '',
    candidates,
    isExpected: true,
    isWritten: false,
    ...rest,
  }
}

function key(name: string, held: Partial<Parameters<typeof actOf>[0]> = {}) {
  return { key: name, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held }
}

const THREE = offer(['a', 'b', 'c'])

describe('what is marked', () => {
  test('is the first, where one cannot stop before it', () => {
    expect(markedIn(THREE, undefined, false)).toBe(0)
    expect(markedIn({ ...THREE, isExpected: false }, undefined, true)).toBeUndefined()
  })

  test('is nothing where the line is done with what is written out', () => {
    expect(markedIn({ ...THREE, isWritten: true }, undefined, true)).toBeUndefined()
    expect(markedIn({ ...THREE, isWritten: true }, undefined, false)).toBe(0)
    expect(markedIn({ ...THREE, isWritten: false }, undefined, true)).toBe(0)
  })

  test('is what was chosen, as far as it is there', () => {
    expect(markedIn({ ...THREE, isExpected: false }, 1, true)).toBe(1)
    expect(markedIn(THREE, 7, false)).toBe(2)
    expect(markedIn(offer([]), 1, false)).toBeUndefined()
  })
})

describe('a key', () => {
  test.each([
    ['ArrowDown', undefined, { kind: 'mark', index: 0 }],
    ['ArrowDown', 2, { kind: 'mark', index: 0 }],
    ['ArrowUp', undefined, { kind: 'mark', index: 2 }],
    ['ArrowUp', 0, { kind: 'mark', index: 2 }],
    ['Tab', undefined, { kind: 'take', index: 0 }],
    ['Tab', 1, { kind: 'take', index: 1 }],
    ['Enter', 1, { kind: 'take', index: 1 }],
    ['Enter', undefined, { kind: 'none' }],
    ['Escape', undefined, { kind: 'close' }],
    ['x', 0, { kind: 'none' }],
  ] as const)('%s with %j marked', (name, marked, act) => {
    expect(actOf(key(name), THREE, marked)).toEqual(act)
  })

  test('does what it always does when something is held with it, or nothing is offered', () => {
    expect(actOf(key('Enter', { shiftKey: true }), THREE, 0)).toEqual({ kind: 'none' })
    expect(actOf(key('Tab', { shiftKey: true }), THREE, 0)).toEqual({ kind: 'none' })
    expect(actOf(key('ArrowUp', { altKey: true }), THREE, 0)).toEqual({ kind: 'none' })
    for (const name of ['Enter', 'Tab', 'ArrowUp', 'Escape'])
      expect(actOf(key(name), offer([]), undefined)).toEqual({ kind: 'none' })
  })
})

describe('what is put in', () => {
  test('takes the place of what was typed, with one space behind', () => {
    const offered = offer(['@grace '], { from: 6, to: 8 })
    expect(takenInto('/kick @g', offered, 0)).toEqual({ text: '/kick @grace ', caret: 13 })
    expect(takenInto('/kick @g out', offered, 0)).toEqual({ text: '/kick @grace out', caret: 13 })
  })

  test('is nothing that is not there', () => {
    expect(takenInto('/k', offer([], { to: 2 }), 0)).toEqual({ text: '/k', caret: 2 })
  })
})
