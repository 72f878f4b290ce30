import { expect, test } from 'vitest'
import { elsewhereWords, endedWords } from '../../../../web/state/settings/elsewhere.ts'

test.each([
  [1, 'One other device is still signed in from before this change.'],
  [3, '3 other devices are still signed in from before this change.'],
])('of %i other sessions is said: %s', (others, words) => {
  expect(elsewhereWords(others)).toBe(words)
})

test.each([
  [0, 'You were signed in nowhere else.'],
  [1, 'One other device is signed out.'],
  [3, '3 other devices are signed out.'],
])('once %i of them have ended is said: %s', (ended, words) => {
  expect(endedWords(ended)).toBe(words)
})
