import { describe, expect, test } from 'vitest'
import { isInCode, wordAt } from '../../../../web/state/writing/caret-word.ts'

/** The word where `|` stands. */
function at(marked: string) {
  return wordAt(marked.replace('|', ''), marked.indexOf('|'))
}

describe('the word at the caret', () => {
  test.each([
    ['@|', 'person', ''],
    ['@gr|', 'person', 'gr'],
    ['Hello @grace.h|', 'person', 'grace.h'],
    ['(@gr|', 'person', 'gr'],
    ['one\n@gr|', 'person', 'gr'],
    ['@Жан|', 'person', 'Жан'],
    ['See #tide-p|', 'room', 'tide-p'],
    ['#|', 'room', ''],
    ['Yes :ta|', 'emoji', 'ta'],
    [':+1|', 'emoji', '+1'],
    ['(:ta|', 'emoji', 'ta'],
  ])('%s asks for a %s', (marked, kind, typed) => {
    expect(at(marked)).toMatchObject({ kind, typed })
  })

  test.each([
    ['ada@exa|', 'an address of mail'],
    ['https://example.org/@gr|', 'a path'],
    ['https://example.org/page#se|', 'a place in a page'],
    ['issue &#39|', 'an entity'],
    ['##|', 'a heading'],
    ['# Ti|', 'a title'],
    ['@@gr|', 'two signs'],
    ['@grace |', 'the place behind a word'],
    ['12:30|', 'the time'],
    ['a:ta|', 'a colon in a word'],
    ['::ta|', 'two colons'],
    [':t|', 'one letter'],
    [':-)|', 'a face'],
    ['|@gr', 'the place before a word'],
    ['', 'nothing'],
  ])('%s has none: %s', marked => {
    expect(at(marked)).toBeUndefined()
  })

  test('goes on behind the caret, to where the name ends', () => {
    expect(at('Hi @gr|ace.h, and you')).toEqual({ kind: 'person', from: 3, to: 11, typed: 'gr' })
    expect(at('Hi @gr|ace.')).toEqual({ kind: 'person', from: 3, to: 9, typed: 'gr' })
    expect(at('Yes :ta|da: yes')).toEqual({ kind: 'emoji', from: 4, to: 10, typed: 'ta' })
  })

  test.each([
    '`@gr|',
    '`a` `#ti|',
    '```ts\n@gr|',
    '```\ncode\n:ta|',
    '`@gr|`',
  ])('is none in code: %s', marked => {
    expect(at(marked)).toBeUndefined()
  })

  test.each(['`a` @gr|', '```\ncode\n``` @gr|', 'it`s\n@gr|'])('is one behind code: %s', marked => {
    expect(at(marked)).toMatchObject({ kind: 'person' })
  })

  test('is not looked for in all that was written', () => {
    expect(at(`@${'a'.repeat(200)}|`)).toBeUndefined()
  })
})

test('code begins with a backtick and ends with one, or with the line', () => {
  expect(isInCode('`a`', 2)).toBe(true)
  expect(isInCode('`a`', 3)).toBe(false)
  expect(isInCode('`a\nb', 4)).toBe(false)
  expect(isInCode('```\na\nb', 7)).toBe(true)
})
