import { createHmac, scryptSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkPassword, type Hashing, hashPassword } from '../../worker/domain/password.ts'
import { type Cost, formatPhc, parsePhc } from '../../worker/domain/phc.ts'
import { scryptHere } from '../../worker/domain/scrypt.ts'

const PEPPER = 'a pepper of sixteen bytes'
const hashing: Hashing = { pepper: PEPPER, scrypt: scryptHere }
const kept = await hashPassword('correct horse', hashing)

describe('a kept hash', () => {
  test('is scrypt over the peppered password', () => {
    const { salt, hash } = parsePhc(kept)
    const peppered = createHmac('sha256', PEPPER).update('correct horse').digest()
    expect([...scryptSync(peppered, salt, 32, { N: 16_384, r: 8, p: 5 })]).toEqual([...hash])
  })

  test('matches its password and no other', async () => {
    expect((await checkPassword('correct horse', hashing, kept)).matches).toBe(true)
    for (const other of ['correct hors', 'Correct horse', 'correct horse ', '']) {
      expect((await checkPassword(other, hashing, kept)).matches).toBe(false)
    }
  }, 60_000)

  test('is worth nothing without the pepper', async () => {
    const other = { ...hashing, pepper: 'another pepper of sixteen' }
    expect((await checkPassword('correct horse', other, kept)).matches).toBe(false)
  })

  test('matches a password however its letters were composed', async () => {
    const cafe = await hashPassword('caf\u00e9', hashing)
    expect((await checkPassword('cafe\u0301', hashing, cafe)).matches).toBe(true)
  })

  test('at another cost matches still, and is outdated only when it does', async () => {
    const salt = new Uint8Array(16)
    const peppered = createHmac('sha256', PEPPER).update('correct horse').digest()
    const hash = scryptSync(peppered, salt, 32, { N: 1_024, r: 8, p: 1 })
    const old = formatPhc({ ln: 10, r: 8, p: 1, salt, hash })
    const check = (password: string, phc: string) => checkPassword(password, hashing, phc)
    expect(await check('correct horse', old)).toEqual({ matches: true, outdated: true })
    expect(await check('wrong horse', old)).toEqual({ matches: false, outdated: false })
    expect((await check('correct horse', kept)).outdated).toBe(false)
  })
})

describe('for nobody', () => {
  test('the same work is done as for somebody', async () => {
    const asked: unknown[] = []
    const scrypt = async (input: Uint8Array, salt: Uint8Array, { ln, r, p }: Cost) => {
      asked.push([input.length, salt.length, ln, r, p])
      return new Uint8Array(32)
    }
    await checkPassword('wrong horse', { pepper: PEPPER, scrypt }, kept)
    await checkPassword('wrong horse', { pepper: PEPPER, scrypt })
    expect(asked).toEqual([
      [32, 16, 14, 8, 5],
      [32, 16, 14, 8, 5],
    ])
  })

  test('nothing matches, whatever was computed', async () => {
    const scrypt = async () => new Uint8Array(32)
    const verdict = await checkPassword('wrong horse', { pepper: PEPPER, scrypt })
    expect(verdict).toEqual({ matches: false, outdated: false })
  })
})
