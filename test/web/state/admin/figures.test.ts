import { describe, expect, test } from 'vitest'
import { limitOf, shareOf, sizeWords } from '../../../../web/state/admin/figures.ts'
import { spanWords } from '../../../../web/state/admin/span.ts'
import { withQuery } from '../../../../web/state/admin/with-query.ts'

describe('figures', () => {
  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1023, '1,023 bytes'],
    [1024, '1 kB'],
    [1536, '1.5 kB'],
    [12 * 1024 * 1024, '12 MB'],
    [3.26 * 1024 ** 3, '3.3 GB'],
    [5_000 * 1024 ** 4, '5,000 TB'],
  ])('of %d bytes are %s', (bytes, words) => expect(sizeWords(bytes)).toBe(words))

  test.each([
    [1, 'a millisecond'],
    [30_000, '30 seconds'],
    [60_000, 'a minute'],
    [90_000, '90 seconds'],
    [3_600_000, 'an hour'],
    [7 * 86_400_000, '7 days'],
    [1_500, '1,500 milliseconds'],
    [0, '0 milliseconds'],
  ])('of %d milliseconds are %s', (ms, words) => expect(spanWords(ms)).toBe(words))

  test.each([
    ['ROOM_NAME_MAX_CHARS', 100, 'Room name', '100 characters'],
    ['roomNameMaxChars', 100, 'Room name', '100 characters'],
    ['RESTORE_MS', 86_400_000, 'Restore', 'a day'],
    ['SEND_PER_SECOND', 10, 'Send', '10 a second'],
    ['ROOM_RESTORE_DAYS', 30, 'Room restore', '30 days'],
    ['requestMaxBytes', 65_536, 'Request', '64 kB'],
    ['ROOM_MEMBERS_MAX', 20_000, 'Room members', '20,000'],
  ])('of the bound %s tell its unit', (name, value, title, words) =>
    expect(limitOf(name, value)).toEqual({ title, value: words }))

  test('have bars that are never nothing where there is something', () => {
    expect([shareOf(5, 10), shareOf(10, 10), shareOf(1, 100_000)]).toEqual([50, 100, 1])
    expect([shareOf(0, 10), shareOf(0, 0)]).toEqual([0, 0])
  })
})

describe('a path', () => {
  test('asks for what there is to ask for', () => {
    expect(withQuery('/x', { q: 'a&b', after: undefined, n: 0 })).toBe('/x?q=a%26b&n=0')
    expect(withQuery('/x', { after: undefined })).toBe('/x')
  })
})
