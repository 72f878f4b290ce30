import { describe, expect, it } from 'vitest'
import { PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS } from '../../protocol/limits.ts'
import { LIST } from '../../worker/domain/common-passwords.ts'
import { isEasilyGuessed } from '../../worker/domain/password-strength.ts'

const NAMES = ['ada.lovelace', 'Ada Lovelace', 'ada@analytical.test', 'alcove']

describe('a password', () => {
  it.each([
    ['qwertyuiop', 'many have it'],
    ['QWERTYUIOP', 'in capitals'],
    ['ｑｗｅｒｔｙｕｉｏｐ', 'in full width'],
    ['password123!', 'with a sign at its end'],
    ['pass-word-123', 'with signs between'],
    ['1234567890', 'digits in a row'],
    ['aaaaaaaaaaaaaaaa', 'a letter'],
    ['abababababab', 'two letters'],
    ['abcdefghijklmnop', 'the alphabet'],
    ['zyxwvutsrqpo', 'the alphabet backwards'],
    ['adalovelace1815', 'its owner and a year'],
    ['Lovelace-Ada-!', 'its owner turned round'],
    ['analytical99', 'where the address is'],
    ['alcove-alcove', 'the place'],
  ])('%s is easily guessed: %s', password => {
    expect(isEasilyGuessed(password, NAMES)).toBe(true)
  })

  it.each([
    'tide pools and lanterns',
    'correct horse battery',
    'ada keeps nine grey herons',
    'Пушки с пристани палят',
    '山の上に月が出ている夜',
    'v9#kQ!2xLm',
  ])('%s is not', password => expect(isEasilyGuessed(password, NAMES)).toBe(false))

  it('is compared with a list of those that could be chosen here', () => {
    const commons = new Set(LIST.trim().split(/\s+/))
    expect(commons.size).toBeGreaterThanOrEqual(3_000)
    for (const common of commons) {
      expect(common).toBe(common.toLowerCase())
      expect(common.length).toBeGreaterThanOrEqual(PASSWORD_MIN_CHARS)
      expect(isEasilyGuessed(common, [])).toBe(true)
    }
  })

  it('is judged in a moment, however long', () => {
    const longest = 'añ'.repeat(PASSWORD_MAX_CHARS / 2)
    const names = Array.from({ length: 20 }, (_, i) => `ñ${i}`.repeat(25))
    expect(isEasilyGuessed(longest, names)).toBe(true)
  })
})
