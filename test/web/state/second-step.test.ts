import { describe, expect, test } from 'vitest'
import { CHALLENGE_MS } from '../../../protocol/limits.ts'
import {
  codeOf,
  firstWay,
  lastsMs,
  mistakeInCode,
  otherWays,
} from '../../../web/state/second-step.ts'

describe('the second step', () => {
  test('begins with what is at hand, and offers the rest', () => {
    expect(firstWay(['recovery', 'passkey', 'totp'])).toBe('totp')
    expect(firstWay(['recovery', 'passkey'])).toBe('passkey')
    expect(firstWay(['recovery'])).toBe('recovery')
    expect(otherWays('totp', ['recovery', 'passkey', 'totp'])).toEqual(['passkey', 'recovery'])
    expect(otherWays('recovery', ['recovery'])).toEqual([])
  })

  test.each([
    ['totp', ' 123 456 ', '123456', undefined],
    ['totp', '123-456', '123456', undefined],
    ['totp', '', '', 'Enter the code.'],
    ['totp', '12345', '12345', 'The code has six digits.'],
    ['totp', '12345x', '12345x', 'The code has six digits.'],
    ['recovery', ' abcd-efgh ', 'abcd-efgh', undefined],
    ['recovery', ' ', '', 'Enter a recovery code.'],
  ] as const)('by %s takes %j as %j', (way, typed, code, mistake) => {
    expect(codeOf(way, typed)).toBe(code)
    expect(mistakeInCode(way, typed)).toBe(mistake)
  })

  test('lasts as long as the server says, unless the clock here is wrong', () => {
    expect(lastsMs(61_000, 1_000)).toBe(60_000)
    expect(lastsMs(1_000, 61_000)).toBe(CHALLENGE_MS)
    expect(lastsMs(CHALLENGE_MS + 2_000, 1_000)).toBe(CHALLENGE_MS)
  })
})
