import { describe, expect, test } from 'vitest'
import { seal, unseal } from '../../../worker/auth/sealing.ts'

const PEPPER = 'a pepper of sixteen bytes'
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('what is sealed', () => {
  const sealed = seal(PEPPER, 'ada', SECRET)

  test('is read again with the same pepper for the same account', () => {
    expect(unseal(PEPPER, 'ada', sealed)).toBe(SECRET)
  })

  test('looks different each time, and shows nothing', () => {
    expect(seal(PEPPER, 'ada', SECRET)).not.toBe(sealed)
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain(SECRET.slice(0, 8))
  })

  test('is nothing to another account or under another pepper', () => {
    expect(unseal(PEPPER, 'grace', sealed)).toBeUndefined()
    expect(unseal('another pepper of sixteen', 'ada', sealed)).toBeUndefined()
  })

  test('is nothing once any byte of it is changed, or it is cut', () => {
    const bytes = Buffer.from(sealed, 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(unseal(PEPPER, 'ada', changed.toString('base64url'))).toBeUndefined()
    }
    for (const length of [0, 10, 27, 28, bytes.length - 1])
      expect(unseal(PEPPER, 'ada', bytes.subarray(0, length).toString('base64url'))).toBeUndefined()
  })
})
