import { describe, expect, test } from 'vitest'
import { peek, pose, take } from '../../../worker/auth/challenge.ts'
import { parts } from '../support/people.ts'

const LIFE_MS = 60_000

describe('a challenge', () => {
  test('is taken once, however many ask at once', async () => {
    const { token } = await pose(parts, { purpose: 'socket' }, LIFE_MS)
    const taken = await Promise.all([1, 2, 3].map(() => take(parts, token, 'socket')))
    expect(taken.filter(row => row !== undefined)).toHaveLength(1)
  })

  test('is good for one thing alone', async () => {
    const { token } = await pose(parts, { purpose: 'socket' }, LIFE_MS)
    expect(await take(parts, token, 'second_factor')).toBeUndefined()
    expect(await take(parts, token, 'socket')).toBeDefined()
  })

  test('may be looked at before it is taken', async () => {
    const { token } = await pose(parts, { purpose: 'second_factor', nonce: 'n' }, LIFE_MS)
    expect((await peek(parts, token, 'second_factor'))?.nonce).toBe('n')
    expect(await take(parts, token, 'second_factor')).toBeDefined()
  })

  test('runs out', async () => {
    const { token, expiresAt } = await pose(parts, { purpose: 'socket' }, LIFE_MS)
    const late = { ...parts, now: () => expiresAt }
    expect(await peek(late, token, 'socket')).toBeUndefined()
    expect(await take(late, token, 'socket')).toBeUndefined()
  })
})
