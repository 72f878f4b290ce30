import { expect, test } from 'vitest'
import { isLargeEmoji } from '../../../web/state/emoji.ts'

test.each(['🎉', '🎉🎉', ' 👋🏽 ', '👩‍👩‍👧‍👦', '🇫🇷', '❤️', '1️⃣', '👍\n👍'])('%j is large', body => {
  expect(isLargeEmoji(body)).toBe(true)
})

test.each([
  '',
  ' ',
  '\n',
  '1',
  '123',
  '#',
  '*',
  '©',
  'ok 👍',
  '🎉'.repeat(7),
  `${' '.repeat(4_000)}🎉`,
])('%j is text like any other', body => {
  expect(isLargeEmoji(body)).toBe(false)
})
