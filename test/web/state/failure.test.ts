import { expect, test } from 'vitest'
import { FRAME_ERRORS } from '../../../protocol/codes.ts'
import { failureOf } from '../../../web/state/failure.ts'

test('every refusal is a sentence', () => {
  for (const code of Object.keys(FRAME_ERRORS)) expect(failureOf(code)).toMatch(/^[A-Z].+\.$/u)
})

test.each([undefined, 'from_a_newer_room', 'toString', '__proto__'])('so is %j', code => {
  expect(failureOf(code)).toBe('The room did not take it.')
})
