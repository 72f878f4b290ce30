import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Member } from '../../../protocol/events.ts'
import { MEMBERS_LOOKED_UP_MAX } from '../../../protocol/limits.ts'
import { GATHER_MS, MemberLookup } from '../../../web/net/member-lookup.ts'
import { ADA, ALAN, GRACE, member } from '../state/cast.ts'

describe('looking people up', () => {
  let asked: (readonly string[])[]
  let found: Member[]
  let known: Member[]
  let lookup: MemberLookup

  beforeEach(() => {
    vi.useFakeTimers()
    asked = []
    found = []
    known = [member(ADA, 'Ada'), member(GRACE, 'Grace')]
    lookup = new MemberLookup(
      async ids => {
        asked.push(ids)
        return known.filter(({ id }) => ids.includes(id))
      },
      members => found.push(...members),
    )
  })
  afterEach(() => vi.useRealTimers())

  test('gathers what is wanted within a moment, and asks once', async () => {
    lookup.want([ADA])
    lookup.want([GRACE, ADA])
    expect(asked).toEqual([])
    await vi.advanceTimersByTimeAsync(GATHER_MS)
    expect(asked).toEqual([[ADA, GRACE]])
    expect(found.map(({ id }) => id)).toEqual([ADA, GRACE])
  })

  test('asks for nobody twice, found or not', async () => {
    lookup.want([ADA, ALAN])
    await vi.advanceTimersByTimeAsync(GATHER_MS)
    lookup.want([ADA, ALAN])
    await vi.advanceTimersByTimeAsync(10 * GATHER_MS)
    expect(asked).toHaveLength(1)
  })

  test('asks again once it has forgotten, and not for what it waited with', async () => {
    lookup.want([ALAN])
    lookup.forget()
    await vi.advanceTimersByTimeAsync(GATHER_MS)
    expect(asked).toEqual([])
    lookup.want([ALAN])
    await vi.advanceTimersByTimeAsync(GATHER_MS)
    expect(asked).toEqual([[ALAN]])
  })

  test('asks for a crowd in parts that the server takes', async () => {
    lookup.want(Array.from({ length: MEMBERS_LOOKED_UP_MAX + 1 }, (_, i) => `id-${i}`))
    await vi.advanceTimersByTimeAsync(GATHER_MS)
    expect(asked.map(ids => ids.length)).toEqual([MEMBERS_LOOKED_UP_MAX, 1])
  })
})
