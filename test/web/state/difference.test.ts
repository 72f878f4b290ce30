import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMPARED_WORDS, difference } from '../../../web/state/difference.ts'

test('words that were put in, and taken out, stand where they were', () => {
  expect(difference('The lamp is lit.', 'The old lamp was lit!')).toEqual([
    { kind: 'same', text: 'The ' },
    { kind: 'new', text: 'old ' },
    { kind: 'same', text: 'lamp ' },
    { kind: 'gone', text: 'is' },
    { kind: 'new', text: 'was' },
    { kind: 'same', text: ' lit' },
    { kind: 'gone', text: '.' },
    { kind: 'new', text: '!' },
  ])
})

test('nothing is different between a text and itself', () => {
  expect(difference('As it was', 'As it was')).toEqual([{ kind: 'same', text: 'As it was' }])
  expect(difference('', '')).toEqual([])
})

test('both texts can be read out of it, whatever they are', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '👩‍🚀', '.'),
    maxLength: 40,
  })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = difference(before, after)
      const without = (kind: string) =>
        pieces.flatMap(piece => (piece.kind === kind ? [] : [piece.text])).join('')
      expect([without('new'), without('gone')]).toEqual([before, after])
    }),
  )
})

test('texts too long to be compared word by word stand one after the other', () => {
  const long = 'word '.repeat(COMPARED_WORDS)
  expect(difference(long, `${long}more`).map(({ kind }) => kind)).toEqual(['gone', 'new'])
})
