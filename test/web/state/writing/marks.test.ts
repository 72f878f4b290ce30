import { describe, expect, test } from 'vitest'
import { nextItem } from '../../../../web/state/writing/list-line.ts'
import {
  type Change,
  linkedBy,
  type Mark,
  marked,
  markFor,
} from '../../../../web/state/writing/marks.ts'

/** A text with what is selected between `<` and `>`, or `|` for the caret. */
function read(shown: string) {
  const text = shown.replaceAll(/[<>|]/g, '')
  const from = shown.search(/[<|]/)
  const to = shown.includes('>') ? shown.indexOf('>') - 1 : from
  return { text, stretch: { from, to } }
}

function show(text: string, change: Change | undefined): string | undefined {
  if (change === undefined) return undefined
  const { from, to, insert, select } = change
  const after = text.slice(0, from) + insert + text.slice(to)
  const chosen = after.slice(select.from, select.to)
  const between = chosen === '' ? '|' : `<${chosen}>`
  return after.slice(0, select.from) + between + after.slice(select.to)
}

describe('a mark', () => {
  test.each<[string, Mark, string]>([
    ['Say <it> now', 'bold', 'Say **<it>** now'],
    ['Say **<it>** now', 'bold', 'Say <it> now'],
    ['Say <it> now', 'italic', 'Say _<it>_ now'],
    ['Say <it> now', 'code', 'Say `<it>` now'],
    ['Say `<it>` now', 'code', 'Say <it> now'],
    ['Say< it >now', 'bold', 'Say **<it>** now'],
    ['Say |', 'bold', 'Say **|**'],
    ['Say **|**', 'bold', 'Say |'],
    ['See <this> now', 'link', 'See [this](|) now'],
    ['See <https://example.org> now', 'link', 'See [|](https://example.org) now'],
    ['See |', 'link', 'See [|]()'],
  ])('on %s, %s, makes %s', (before, mark, after) => {
    const { text, stretch } = read(before)
    expect(show(text, marked(text, stretch, mark))).toBe(after)
  })

  test('is asked for by Ctrl or Cmd and a letter, and nothing else held', () => {
    const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
    expect(markFor({ ...none, key: 'b', ctrlKey: true })).toBe('bold')
    expect(markFor({ ...none, key: 'K', metaKey: true })).toBe('link')
    expect(markFor({ ...none, key: 'b' })).toBeUndefined()
    expect(markFor({ ...none, key: 'i', ctrlKey: true, shiftKey: true })).toBeUndefined()
    expect(markFor({ ...none, key: 'e', ctrlKey: true, altKey: true })).toBeUndefined()
    expect(markFor({ ...none, key: 'z', ctrlKey: true })).toBeUndefined()
  })
})

describe('an address pasted over words', () => {
  function pasted(what: string, over: string): string | undefined {
    const { text, stretch } = read(over)
    return show(text, linkedBy(what, text, stretch))
  }

  test('makes them a link', () => {
    expect(pasted('https://example.org/a', 'See <the map> now')).toBe(
      'See [the map](https://example.org/a)| now',
    )
    expect(pasted(' https://example.org \n', '<map>')).toBe('[map](https://example.org)|')
  })

  test('cannot end the link early', () => {
    expect(pasted('https://example.org/a_(b)', '<a]b[c>')).toBe(
      '[a\\]b\\[c](https://example.org/a_%28b%29)|',
    )
  })

  test.each([
    ['https://example.org', 'See |'],
    ['two words', '<map>'],
    ['see https://example.org', '<map>'],
    ['javascript:alert(1)', '<map>'],
    ['https://', '<map>'],
    ['https://example.org', '<https://other.example>'],
  ])('is pasted as it is otherwise: %s over %s', (what, over) => {
    expect(pasted(what, over)).toBeUndefined()
  })

  test('is pasted as it is over more than one line', () => {
    expect(linkedBy('https://example.org', 'a\nb', { from: 0, to: 3 })).toBeUndefined()
  })
})

describe('another line', () => {
  test.each([
    ['- one|', '- one\n- |'],
    ['* one| two', '* one\n* | two'],
    ['9. one|', '9. one\n10. |'],
    ['1) one|', '1) one\n2) |'],
    ['  - one|', '  - one\n  - |'],
    ['- [x] one|', '- [x] one\n- [ ] |'],
    ['- one\n- |', '- one\n|'],
    ['- [ ] |', '|'],
  ])('behind %s', (before, after) => {
    const { text, stretch } = read(before)
    expect(show(text, nextItem(text, stretch.from))).toBe(after)
  })

  test.each(['one|', '-one|', '|- one', '- one\ntwo|'])('is none of a list behind %s', before => {
    const { text, stretch } = read(before)
    expect(nextItem(text, stretch.from)).toBeUndefined()
  })
})
