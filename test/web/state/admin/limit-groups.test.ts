import { describe, expect, test } from 'vitest'
import * as protocol from '../../../../protocol/limits.ts'
import { limitGroups, OTHERS } from '../../../../web/state/admin/limit-groups.ts'

const LIMITS: Record<string, number> = { ...protocol, AUDIT_DAYS: 90 }

describe('the bounds of a deployment', () => {
  const groups = limitGroups(LIMITS)

  test('are all told, each once', () => {
    const told = groups.flatMap(({ limits }) => limits.map(({ name }) => name))
    expect([...told].sort()).toEqual(Object.keys(LIMITS).sort())
  })

  test('have words where somebody will ask for them, and those are of bounds that there are', () => {
    const worded = groups.filter(({ title }) => title !== OTHERS)
    expect(worded.length).toBe(5)
    const messages = worded[0]?.limits.map(({ title, value }) => `${title}: ${value}`)
    expect(messages).toContain('A message, at most: 4,000 characters')
    expect(messages).toHaveLength(7)
    expect(worded.flatMap(({ limits }) => limits)).toHaveLength(35)
  })

  test('are told by their names when they are newer than the page', () => {
    expect(limitGroups({ KETTLE_MAX_MS: 60_000 })).toEqual([
      { title: OTHERS, limits: [{ name: 'KETTLE_MAX_MS', title: 'Kettle', value: 'a minute' }] },
    ])
    expect(limitGroups({})).toEqual([])
  })
})
