import { describe, expect, test } from 'vitest'
import { newRecoveryCode, recoveryHash } from '../../worker/domain/recovery-code.ts'

describe('a recovery code', () => {
  test('is 24 letters in groups of four, other ones each time', () => {
    const codes = Array.from({ length: 50 }, newRecoveryCode)
    for (const code of codes) expect(code).toMatch(/^(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}$/)
    expect(new Set(codes).size).toBe(50)
  })

  test('may be typed as people type', () => {
    const code = newRecoveryCode()
    const kept = recoveryHash(code)
    expect(kept).toMatch(/^[0-9a-f]{64}$/)
    const bare = code.replaceAll('-', '')
    const typed = [code.toLowerCase(), bare, ` ${code} `, code.replaceAll('-', ' – ')]
    for (const one of typed) expect(recoveryHash(one)).toBe(kept)
  })

  test.each([
    '',
    '123456',
    'A'.repeat(23),
    'A'.repeat(25),
    `${'A'.repeat(23)}1`,
  ])('is nothing else: %j', typed => {
    expect(recoveryHash(typed)).toBeUndefined()
  })
})
