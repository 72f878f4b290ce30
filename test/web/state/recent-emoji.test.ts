import { expect, test } from 'vitest'
import {
  favourites,
  keepUses,
  RECENT_MAX,
  readUses,
  type Use,
  withUse,
} from '../../../web/state/recent-emoji.ts'

const used = (...emoji: string[]) => emoji.reduce<Use[]>(withUse, [])

test('the most used come first, then what most people begin with', () => {
  expect(favourites([], 3)).toEqual(['👍', '❤️', '😂'])
  expect(favourites(used('🎈', '👀', '🎈'), 3)).toEqual(['🎈', '👀', '👍'])
})

test('the last used stands first, and the least used is forgotten', () => {
  expect(used('a', 'b', 'a').map(({ emoji }) => emoji)).toEqual(['a', 'b'])
  const many = Array.from({ length: RECENT_MAX }, (_, i) => `e${i}`)
  const uses = used('often', 'often', ...many)
  expect(uses).toHaveLength(RECENT_MAX)
  expect(uses.map(({ emoji }) => emoji)).toContain('often')
  expect(uses.map(({ emoji }) => emoji)).not.toContain('e0')
})

test('what is kept is read back, and anything else is nothing', () => {
  const kept = new Map<string, string>()
  const shelf = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  keepUses(shelf, used('👍'))
  expect(readUses(shelf)).toEqual([{ emoji: '👍', count: 1 }])
  for (const text of ['{', '{}', '[1, null, {"emoji": 3}]']) {
    kept.set('alcove:emoji', text)
    expect(readUses(shelf)).toEqual([])
  }
  expect(readUses(undefined)).toEqual([])
})
