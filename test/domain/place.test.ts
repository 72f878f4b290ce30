import { describe, expect, test } from 'vitest'
import { paged, readNumberedPlace, readPlace, writePlace } from '../../worker/domain/place.ts'

const ID = '0190a000-0000-7000-8000-00000000000a'

describe('where a page ended', () => {
  test('is read as it was written', () => {
    expect(readPlace(writePlace({ rank: 12, id: ID }))).toEqual({ rank: 12, id: ID })
    expect(readNumberedPlace(writePlace({ rank: 0, id: '7' }))).toEqual({ rank: 0, id: '7' })
  })

  test.each([
    '',
    '12',
    ID,
    `12.${ID}x`,
    `-1.${ID}`,
    `1e3.${ID}`,
    '12.7',
    `12.${ID}\u0000`,
    `253402300800000.${ID}`,
  ])('is not %j', text => {
    expect(readPlace(text)).toBeUndefined()
  })

  test.each([
    `12.${ID}`,
    '12.',
    '12.1234567890123456',
    '.7',
    '12.7 or true',
  ])('is no number in %j', text => {
    expect(readNumberedPlace(text)).toBeUndefined()
  })

  test('is told while there is more, and not at the end', () => {
    const placeOf = (n: number) => ({ rank: n, id: String(n) })
    expect(paged([1, 2, 3], 2, placeOf)).toEqual({ page: [1, 2], after: '2.2' })
    expect(paged([1, 2], 2, placeOf)).toEqual({ page: [1, 2], after: null })
    expect(paged([], 2, placeOf)).toEqual({ page: [], after: null })
  })
})
