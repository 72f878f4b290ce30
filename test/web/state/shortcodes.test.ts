import { describe, expect, test } from 'vitest'
import { isLargeEmoji } from '../../../web/state/emoji.ts'
import { EMOJI_GROUPS, foundBy, replaced } from '../../../web/state/shortcodes.ts'
import { EMOJI_TABLE } from '../../../web/state/shortcodes-data.ts'

describe('the table', () => {
  test('has every emoji once, in groups, each with a code and as keyboards write it', () => {
    expect(EMOJI_TABLE.all.length).toBeGreaterThan(1_800)
    expect(new Set(EMOJI_TABLE.all.map(one => one.emoji)).size).toBe(EMOJI_TABLE.all.length)
    for (const { emoji, codes, group } of EMOJI_TABLE.all) {
      expect(EMOJI_GROUPS).toContain(group)
      expect(codes.length).toBeGreaterThan(0)
      for (const code of codes) expect(code).toMatch(/^[a-z0-9_+-]{1,64}$/)
      // Those newer than this Node are two to it, or none.
      if (/^\p{RGI_Emoji}$/v.test(emoji.replaceAll('\ufe0f', '')))
        expect(emoji).not.toContain('\ufe0f')
    }
  })

  test('has no two emoji of one code', () => {
    const codes = EMOJI_TABLE.all.flatMap(one => one.codes)
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('has every group', () => {
    expect(new Set(EMOJI_TABLE.all.map(one => one.group))).toEqual(new Set(EMOJI_GROUPS))
    expect(EMOJI_TABLE.byCode.get('tada')?.group).toBe('Activities')
    expect(EMOJI_TABLE.byCode.get('+1')?.group).toBe('People')
    expect(EMOJI_TABLE.byCode.get('fr')?.group).toBe('Flags')
  })
})

describe('shortcodes', () => {
  test.each([
    [':tada:', '🎉'],
    [':TADA:', '🎉'],
    ['well :+1: :-1:!', 'well 👍 👎!'],
    [':tada::tada:', '🎉🎉'],
    [':heart:', '❤️'],
    ['(:wave:)', '(👋)'],
    [':stuck_out_tongue:', '😛'],
  ])('%j is %s', (text, emoji) => {
    expect(replaced(text, EMOJI_TABLE)).toBe(emoji)
  })

  test.each([
    '10:30:45',
    ':not_one:',
    'a:b:c',
    'std::b::c',
    ':tada',
    'x:tada:',
    ':tada:x',
    ':constructor:',
    '::',
    ': tada :',
  ])('%j stays', text => {
    expect(replaced(text, EMOJI_TABLE)).toBe(text)
  })

  test('are replaced in no time', () => {
    const start = performance.now()
    for (const unit of [':', ':a', ':a:', ':tada:', ':a: '])
      replaced(unit.repeat(2_000), EMOJI_TABLE)
    expect(performance.now() - start).toBeLessThan(500)
  })
})

describe('finding', () => {
  const codes = (prefix: string, limit = 5) =>
    foundBy(prefix, EMOJI_TABLE, limit).map(({ code }) => code)

  test('goes by codes, the nearest first', () => {
    expect(codes('tad')).toEqual(['tada'])
    expect(codes('hear')[0]).toBe('heart')
    expect(codes('+')[0]).toBe('+1')
    expect(codes('TAD')).toEqual(['tada'])
  })

  test('goes by words when no code begins so', () => {
    expect(codes('celebrat')).toContain('tada')
    expect(foundBy('celebrat', EMOJI_TABLE, 50).every(({ emoji }) => emoji !== '')).toBe(true)
  })

  test('puts codes before words', () => {
    const [first] = foundBy('party', EMOJI_TABLE, 1)
    expect(first?.code.startsWith('party')).toBe(true)
  })

  test('finds no more than was asked for, and nothing for nothing', () => {
    expect(codes('s', 7)).toHaveLength(7)
    expect(codes('')).toEqual([])
    expect(codes('zzzz')).toEqual([])
  })
})

describe('shortcodes alone', () => {
  test.each([':tada:', ':tada: 🎉', ':+1: :-1:', ' :heart:\n:heart: '])('%j are large', body => {
    expect(isLargeEmoji(body, EMOJI_TABLE)).toBe(true)
    if (!body.includes('🎉')) expect(isLargeEmoji(body)).toBe(false)
  })

  test.each([
    ':not_one:',
    ':tada: yes',
    ':tada:'.repeat(7),
    ':tada:'.repeat(600),
  ])('%j are not', body => {
    expect(isLargeEmoji(body, EMOJI_TABLE)).toBe(false)
  })
})
