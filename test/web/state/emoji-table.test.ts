import { describe, expect, test } from 'vitest'
import { choicesIn } from '../../../web/state/emoji-table.ts'
import { EMOJI_TABLE } from '../../../web/state/shortcodes-data.ts'

const CHOICES = choicesIn(EMOJI_TABLE)

function names(q: string): string[] {
  return CHOICES.search(q).map(({ name }) => name)
}

describe('emoji to choose from', () => {
  test('are all there, each in one group', () => {
    const all = CHOICES.groups.flatMap(({ emoji }) => emoji)
    expect(all.length).toBe(EMOJI_TABLE.all.length)
    expect(CHOICES.groups.every(({ emoji }) => emoji.length > 0)).toBe(true)
  })

  test('are found by the beginning of a code, with colons or without', () => {
    expect(names('tad')[0]).toBe('party popper')
    expect(names(':tada:')[0]).toBe('party popper')
  })

  test('are found by several words, each of which they have', () => {
    expect(names('red heart')).toContain('red heart')
    expect(names('red heart')).not.toContain('blue heart')
    expect(names('heart nothing-like-it')).toEqual([])
  })

  test('are not found by nothing', () => {
    expect(names(' ')).toEqual([])
  })
})
