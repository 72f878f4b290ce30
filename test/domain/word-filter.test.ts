import { describe, expect, it } from 'vitest'
import { WordFilter } from '../../worker/domain/word-filter.ts'

const finds = (words: string[], text: string) => new WordFilter(words).finds(text)

describe('a word filter', () => {
  it.each([
    ['heron', 'a heron stands', true],
    ['heron', 'HERON.', true],
    ['Heron', 'ｈｅｒｏｎ', true],
    ['heron', 'herons', false],
    ['heron', 'aheron', false],
    ['heron*', 'herons', true],
    ['*heron', 'greyheron', true],
    ['*heron*', 'greyherons', true],
    ['grey heron', 'the grey, heron!', true],
    ['grey heron', 'heron grey', false],
    ['日本', '私は日本人です', true],
    ['été', 'ÉTÉ', true],
    ['heron', 'he\u200bron', true],
    ['heron', 'h\u00ade\u2060ro\ufe0fn', true],
    ['he\u200dron', 'heron', true],
    ['***', 'anything *** at all', false],
    ['', 'anything', false],
  ])('%j in %j: %s', (word, text, found) => {
    expect(finds([word], text)).toBe(found)
  })

  it('takes time by the length of the text, whatever is in it', () => {
    const words = Array.from({ length: 200 }, (_, n) => `${'a'.repeat(40)}${n}*`)
    const filter = new WordFilter(words)
    const started = performance.now()
    for (let n = 0; n < 20; n++) filter.finds('a'.repeat(4_000))
    for (let n = 0; n < 20; n++) filter.finds('a '.repeat(2_000))
    // Some milliseconds here; what grows by the square would take minutes.
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
