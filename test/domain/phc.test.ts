import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COST, formatPhc, isOutdated, parsePhc } from '../../worker/domain/phc.ts'

const salt = Uint8Array.from({ length: 16 }, (_, n) => n)
const hash = Uint8Array.from({ length: 32 }, (_, n) => 255 - n)
const WRITTEN =
  '$scrypt$ln=14,r=8,p=5$AAECAwQFBgcICQoLDA0ODw$//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA'

describe('a PHC string', () => {
  test('is written without padding', () => {
    expect(formatPhc({ ...COST, salt, hash })).toBe(WRITTEN)
  })

  test('is read as it was written', () => {
    expect(parsePhc(WRITTEN)).toEqual({ ln: 14, r: 8, p: 5, salt, hash })
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
    fc.assert(
      fc.property(bytes(16), bytes(32), (salt, hash) => {
        expect(parsePhc(formatPhc({ ...COST, salt, hash }))).toEqual({ ...COST, salt, hash })
      }),
    )
  })

  test.each([
    '',
    'none',
    '$2b$10$abcdefghijklmnopqrstuv',
    '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g',
    WRITTEN.replace('scrypt', 'Scrypt'),
    WRITTEN.replace('ln=14', 'ln=-14'),
    WRITTEN.replace('r=8', 'r=8000'),
    `${WRITTEN}$`,
    `${WRITTEN}\n`,
    WRITTEN.slice(0, WRITTEN.lastIndexOf('$')),
  ])('is not read from another text: %s', text => {
    expect(() => parsePhc(text)).toThrow('not an scrypt PHC string')
  })
})

test('a hash is outdated at any other cost than today’s', () => {
  expect(isOutdated(COST)).toBe(false)
  expect(isOutdated({ ...COST, ln: 15 })).toBe(true)
  expect(isOutdated({ ...COST, r: 4 })).toBe(true)
  expect(isOutdated({ ...COST, p: 1 })).toBe(true)
})
