import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  accessTokenId,
  isAccessTokenId,
  newAccessToken,
} from '../../../worker/auth/access-token.ts'

const PEPPER = 'a pepper that lasts'

describe('the token of a program', () => {
  test('has a prefix that scanners find, and 256 random bits', () => {
    const [one, other] = [newAccessToken(PEPPER), newAccessToken(PEPPER)]
    expect(one.text).toMatch(/^alcove_[A-Za-z0-9_-]{49}$/)
    expect(one.text).not.toBe(other.text)
    expect(Buffer.from(one.text.slice(7, 50), 'base64url')).toHaveLength(32)
  })

  test('is kept as a UUIDv8 made of its hash, which is told from that of a session', () => {
    const { text, id } = newAccessToken(PEPPER)
    expect(accessTokenId(text, PEPPER)).toBe(id)
    expect(z.uuid({ version: 'v8' }).safeParse(id).success).toBe(true)
    const hash = createHash('sha256').update(text).digest('hex')
    expect(id.replaceAll('-', '').slice(0, 12)).toBe(hash.slice(0, 12))
    expect(isAccessTokenId(id)).toBe(true)
    expect(isAccessTokenId(crypto.randomUUID())).toBe(false)
  })

  test('has one spelling: with any other character in any place it is none', () => {
    const { text } = newAccessToken(PEPPER)
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'A' ? 'B' : 'A'
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      expect(accessTokenId(changed, PEPPER)).toBeUndefined()
    }
  })

  test('was made under one pepper, and is none under another', () => {
    expect(accessTokenId(newAccessToken('another').text, PEPPER)).toBeUndefined()
  })

  test.each([
    ['nothing', () => ''],
    ['its prefix', () => 'alcove_'],
    ['its end missing', (text: string) => text.slice(0, -1)],
    ['something behind it', (text: string) => `${text}A`],
    ['a line end behind it', (text: string) => `${text}\n`],
    ['a space before it', (text: string) => ` ${text}`],
    ['itself twice', (text: string) => text + text],
    ['small letters', (text: string) => text.toLowerCase()],
    ['capitals', (text: string) => text.toUpperCase()],
    ['the prefix in capitals', (text: string) => text.replace('alcove_', 'ALCOVE_')],
    ['its id', (text: string) => accessTokenId(text, PEPPER) ?? ''],
    ['ten thousand characters', () => `alcove_${'A'.repeat(10_000)}`],
  ])('is none with %s', (_, change) => {
    expect(accessTokenId(change(newAccessToken(PEPPER).text), PEPPER)).toBeUndefined()
  })
})
