import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  accessTokenId,
  isAccessTokenId,
  newAccessToken,
} from '../../../worker/auth/access-token.ts'

describe('the token of a program', () => {
  test('has a prefix that scanners find, and 256 random bits', () => {
    const [one, other] = [newAccessToken(), newAccessToken()]
    expect(one.text).toMatch(/^alcove_[A-Za-z0-9_-]{48}$/)
    expect(one.text).not.toBe(other.text)
    expect(Buffer.from(one.text.slice(7), 'base64url')).toHaveLength(36)
  })

  test('is kept as a UUIDv8 made of its hash, which is told from that of a session', () => {
    const { text, id } = newAccessToken()
    expect(accessTokenId(text)).toBe(id)
    expect(z.uuid({ version: 'v8' }).safeParse(id).success).toBe(true)
    const hash = createHash('sha256').update(text).digest('hex')
    expect(id.replaceAll('-', '').slice(0, 12)).toBe(hash.slice(0, 12))
    expect(isAccessTokenId(id)).toBe(true)
    expect(isAccessTokenId(crypto.randomUUID())).toBe(false)
  })

  test('has one spelling: with any other character in any place it is none', () => {
    const { text } = newAccessToken()
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'A' ? 'B' : 'A'
      expect(accessTokenId(text.slice(0, at) + other + text.slice(at + 1))).toBeUndefined()
    }
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
    ['its id', (text: string) => accessTokenId(text) ?? ''],
    ['ten thousand characters', () => `alcove_${'A'.repeat(10_000)}`],
  ])('is none with %s', (_, change) => {
    expect(accessTokenId(change(newAccessToken().text))).toBeUndefined()
  })
})
