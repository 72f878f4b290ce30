import { createHmac, scryptSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkPassword, hashPassword } from '../../worker/domain/password.ts'
import { formatPhc, parsePhc } from '../../worker/domain/phc.ts'

const PEPPER = 'a pepper of sixteen bytes'
const kept = hashPassword('correct horse', PEPPER)

describe('a kept hash', () => {
  test('is scrypt over the peppered password', () => {
    const { salt, hash } = parsePhc(kept)
    const peppered = createHmac('sha256', PEPPER).update('correct horse').digest()
    expect([...scryptSync(peppered, salt, 32, { N: 16_384, r: 8, p: 5 })]).toEqual([...hash])
  })

  test('matches its password and no other', () => {
    expect(checkPassword('correct horse', PEPPER, kept).matches).toBe(true)
    for (const other of ['correct hors', 'Correct horse', 'correct horse ', '']) {
      expect(checkPassword(other, PEPPER, kept).matches).toBe(false)
    }
  })

  test('is worth nothing without the pepper', () => {
    expect(checkPassword('correct horse', 'another pepper of sixteen', kept).matches).toBe(false)
  })

  test('matches a password however its letters were composed', () => {
    const cafe = hashPassword('caf\u00e9', PEPPER)
    expect(checkPassword('cafe\u0301', PEPPER, cafe).matches).toBe(true)
  })

  test('at another cost matches still, and is outdated only when it does', () => {
    const salt = new Uint8Array(16)
    const peppered = createHmac('sha256', PEPPER).update('correct horse').digest()
    const hash = scryptSync(peppered, salt, 32, { N: 1_024, r: 8, p: 1 })
    const old = formatPhc({ ln: 10, r: 8, p: 1, salt, hash })
    expect(checkPassword('correct horse', PEPPER, old)).toEqual({ matches: true, outdated: true })
    expect(checkPassword('wrong horse', PEPPER, old)).toEqual({ matches: false, outdated: false })
    expect(checkPassword('correct horse', PEPPER, kept).outdated).toBe(false)
  })
})

test('for nobody the same work is done, and nothing matches', () => {
  const time = (hash?: string) => {
    const start = performance.now()
    expect(checkPassword('wrong horse', PEPPER, hash).matches).toBe(false)
    return performance.now() - start
  }
  const someone = Math.min(time(kept), time(kept))
  const nobody = Math.min(time(), time())
  expect(nobody).toBeGreaterThan(someone / 2)
})
