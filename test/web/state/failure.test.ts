import { expect, test } from 'vitest'
import { FRAME_ERRORS } from '../../../protocol/codes.ts'
import { failureOf } from '../../../web/state/failure.ts'

test.each(Object.keys(FRAME_ERRORS))('the refusal %s has words of its own', code => {
  expect(failureOf(code)).toMatch(/^[A-Z].+\.$/u)
  expect(failureOf(code)).not.toBe(failureOf(undefined))
})

test.each([
  undefined,
  'from_a_newer_room',
  'toString',
  '__proto__',
])('whatever else it says, %j, the room did not take it', code => {
  expect(failureOf(code)).toBe('The room did not take it.')
})
