import { expect, test } from 'vitest'
import { plainText } from '../../../../web/state/markdown/plain-text.ts'

test.each([
  ['Good morning.', 'Good morning.'],
  ['a\n\n  b', 'a b'],
  ['**a** _b_ ~~c~~ `d`', 'a b c d'],
  ['# Title\ntext', 'Title text'],
  ['> quoted\n\nanswer', 'quoted answer'],
  ['- a\n- [x] b\n- [ ] c', '• a • ☑ b • ☐ c'],
  ['2. a\n3. b', '2. a 3. b'],
  ['```js\nlet a\nlet b\n```', 'let a let b'],
  ['|a|b|\n|-|-|\n|1|2|', 'a, b; 1, 2'],
  ['see [this](https://a.example)', 'see this'],
  ['[a.example](https://b.example)', 'a.example (b.example)'],
  ['the killer is ||the *butler*||', 'the killer is [spoiler]'],
  ['@ada #tide-pools :tada:', '@ada #tide-pools :tada:'],
  ['a\n\n---\n\nb', 'a b'],
])('%j says %j', (body, said) => {
  expect(plainText(body, 200)).toBe(said)
})

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdefg', 6, 'abcde…'],
  ['**abcdef**', 6, 'abcdef'],
  ['abcd efgh', 6, 'abcd…'],
  ['🎉🎉🎉', 3, '🎉🎉🎉'],
  ['🎉🎉🎉🎉', 3, '🎉🎉…'],
  ['a👩‍👩‍👧‍👦b', 5, 'a…'],
  ['abe\u0301x', 4, 'ab…'],
])('%j in %i characters is %j', (body, maxChars, said) => {
  expect(plainText(body, maxChars)).toBe(said)
})
