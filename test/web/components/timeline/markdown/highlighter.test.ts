import { describe, expect, test } from 'vitest'
import { tokensOf } from '../../../../../web/components/timeline/markdown/highlighter.ts'
import { type Language, languageOf } from '../../../../../web/state/markdown/languages.ts'
import { SMUGGLED } from '../../../state/markdown/corpus.ts'
import { hostile } from '../../../state/markdown/hostile.ts'

const LANGUAGES: readonly Language[] = [
  ...(['bash', 'c', 'cpp', 'csharp', 'css', 'diff', 'go', 'java', 'javascript', 'json'] as const),
  ...(['kotlin', 'php', 'python', 'ruby', 'rust', 'sql', 'swift', 'typescript', 'xml'] as const),
  'yaml',
]
/** Each meets some eighty messages; the first takes the time to make the language. */
const BUDGET_MS = 300

const textOf = (language: Language, code: string) =>
  tokensOf(language, code)
    .map(({ text }) => text)
    .join('')

function msOf(language: Language, code: string): number {
  const start = performance.now()
  expect(textOf(language, code)).toHaveLength(code.length)
  return performance.now() - start
}

test('code is taken apart as its language is', () => {
  expect(tokensOf('typescript', 'const a = 1 // one')).toEqual([
    { kind: 'keyword', text: 'const' },
    { text: ' a = ' },
    { kind: 'value', text: '1' },
    { text: ' ' },
    { kind: 'comment', text: '// one' },
  ])
})

test.each<[Language, string]>([
  ['bash', 'echo "a" # b'],
  ['c', 'int a = 1; // b'],
  ['cpp', 'class A {};'],
  ['csharp', 'var a = "b";'],
  ['css', 'a { color: red; }'],
  ['diff', '+ a\n- b'],
  ['go', 'func a() {}'],
  ['java', 'class A {}'],
  ['javascript', 'let a = `b`'],
  ['json', '{"a": 1}'],
  ['kotlin', 'fun a() {}'],
  ['php', '<?php echo "a";'],
  ['python', 'def a(): pass'],
  ['ruby', 'def a; end'],
  ['rust', 'fn a() {}'],
  ['sql', 'SELECT 1'],
  ['swift', 'let a = 1'],
  ['typescript', 'type A = string'],
  ['xml', '<a b="c">'],
  ['yaml', 'a: 1'],
])('%s has colours: %j', (language, code) => {
  expect(tokensOf(language, code).some(({ kind }) => kind !== undefined)).toBe(true)
})

test('languages have more than one name', () => {
  expect(['ts', 'c++', 'html', 'sh'].map(languageOf)).toEqual(['typescript', 'cpp', 'xml', 'bash'])
  expect(['', 'brainfuck', 'constructor', '__proto__'].map(languageOf)).toEqual(
    Array.from({ length: 4 }, () => undefined),
  )
})

describe.each(LANGUAGES)('%s', language => {
  test('put together again is the code', () => {
    for (const code of SMUGGLED) expect(textOf(language, code)).toBe(code)
  })

  test('is taken apart in time, whatever is called so', () => {
    textOf(language, 'a')
    for (const [name, code] of hostile(4_000)) {
      // What else a machine does can only make it slower: once more, where it seems slow.
      const ms = msOf(language, code)
      if (ms >= BUDGET_MS) expect(msOf(language, code), name).toBeLessThan(BUDGET_MS)
    }
  })
})
