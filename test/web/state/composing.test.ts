import { describe, expect, test } from 'vitest'
import { BODY_MAX_CHARS, PENDING_MAX_SENDS } from '../../../protocol/limits.ts'
import { bodyOf, COUNTDOWN_CHARS, roomLeft, verdictOn } from '../../../web/state/composing.ts'
import { pending } from './cast.ts'

describe('a body', () => {
  test.each([
    ['hello', 'ok'],
    ['', 'empty'],
    [' \n\t', 'empty'],
    ['\u200b\u2800', 'empty'],
    ['x'.repeat(BODY_MAX_CHARS), 'ok'],
    ['x'.repeat(BODY_MAX_CHARS + 1), 'too_long'],
    ['🦉'.repeat(BODY_MAX_CHARS), 'ok'],
    ['🦉'.repeat(BODY_MAX_CHARS + 1), 'too_long'],
    ['half \ud83e', 'invalid'],
    ['nul \u0000', 'invalid'],
  ] as const)('is judged before it is sent (%#)', (body, verdict) => {
    expect(verdictOn(body)).toBe(verdict)
  })

  test('loses the empty lines around it and keeps its indentation', () => {
    expect(bodyOf('\n  \n  code\n\nmore  \n\n')).toBe('  code\n\nmore')
  })
})

describe('a queue with as many sends as may wait', () => {
  const waiting = Array.from({ length: PENDING_MAX_SENDS }, (_, i) => pending(`c${i}`))

  test('takes one more as soon as one is gone', () => {
    expect(verdictOn('hello', waiting)).toBe('full')
    expect(verdictOn('hello', waiting.slice(1))).toBe('ok')
  })

  test('of refused ones waits for its author, not for the connection', () => {
    const refused = waiting.map(send => ({ ...send, state: 'failed' as const }))
    expect(verdictOn('hello', refused)).toBe('clogged')
  })

  test('is not what is wrong with an empty body', () => {
    expect(verdictOn('', waiting)).toBe('empty')
  })
})

describe('the countdown', () => {
  test('is silent far from the limit', () => {
    expect(roomLeft('x'.repeat(BODY_MAX_CHARS - COUNTDOWN_CHARS - 1))).toBeUndefined()
  })

  test('counts characters as the room does, not UTF-16 units', () => {
    expect(roomLeft('🦉'.repeat(BODY_MAX_CHARS - 5))).toBe(5)
    expect(roomLeft('🦉'.repeat(BODY_MAX_CHARS / 2))).toBeUndefined()
  })

  test('goes below nothing', () => {
    expect(roomLeft('x'.repeat(BODY_MAX_CHARS + 12))).toBe(-12)
  })
})
