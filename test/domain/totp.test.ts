import { describe, expect, test } from 'vitest'
import { newTotpSecret, totpStep, totpUri } from '../../worker/domain/totp.ts'

/** '12345678901234567890' in base32, with the moments and codes of RFC 6238, appendix B (SHA-1). */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const VECTORS: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
]

describe('a code of an app', () => {
  test.each(VECTORS)('at second %d is %s', (seconds, code) => {
    expect(totpStep(SECRET, code, seconds * 1_000)).toBe(Math.floor(seconds / 30))
  })

  test.each(VECTORS)('is taken one step early and late, and no further: %d', (seconds, code) => {
    const steps = [-2, -1, 0, 1, 2].map(off => totpStep(SECRET, code, (seconds + off * 30) * 1_000))
    const step = Math.floor(seconds / 30)
    expect(steps).toEqual([undefined, step, step, step, undefined])
  })

  test.each([
    '',
    '28708',
    '2870820',
    '94287082',
    'abcdef',
    '٢٨٧٠٨٢',
    '287082 ',
  ])('is six digits and nothing else: %j', code => {
    expect(totpStep(SECRET, code, 59_000)).toBeUndefined()
  })
})

describe('a secret', () => {
  test('has 160 bits, other ones each time', () => {
    const secrets = Array.from({ length: 50 }, newTotpSecret)
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(new Set(secrets).size).toBe(50)
  })

  test('is told to an app with the product and the name', () => {
    expect(totpUri(SECRET, 'ada.l')).toBe(
      `otpauth://totp/Alcove:ada.l?issuer=Alcove&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
    )
  })
})
