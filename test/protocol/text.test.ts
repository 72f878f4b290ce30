import { describe, expect, it } from 'vitest'
import { fits, isBlank, isStorable } from '../../protocol/text.ts'

describe('text', () => {
  it.each([
    ['plain'],
    ['žluť 語 🐈'],
    ['\ud83d\udc08'],
    [''],
  ])('that Postgres can hold: %j', text => {
    expect(isStorable(text)).toBe(true)
  })

  it.each([['a\u0000b'], ['\ud83d'], ['\udc08x'], ['\udc08\ud83d']])('that it cannot: %j', text => {
    expect(isStorable(text)).toBe(false)
  })

  it('is measured in code points', () => {
    expect(fits('👋'.repeat(10), 10)).toBe(true)
    expect(fits('👋'.repeat(11), 10)).toBe(false)
    expect(fits('x'.repeat(11), 10)).toBe(false)
    expect(fits('é'.repeat(10), 10)).toBe(true)
  })

  it.each([
    [''],
    [' \n\t'],
    ['\u200b\u200d'],
    ['\u3164'],
    ['\u2800'],
    ['\u0301'],
    ['\ufe0f'],
  ])('is blank when nothing can be seen: %j', text => {
    expect(isBlank(text)).toBe(true)
  })

  it.each([['.'], ['❤️'], ['👍🏽'], ['🇨🇿'], ['1️⃣'], ['é'], ['‏שלום']])('is not blank: %s', text => {
    expect(isBlank(text)).toBe(false)
  })
})
