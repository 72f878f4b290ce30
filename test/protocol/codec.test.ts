import { describe, expect, it } from 'vitest'
import { BACKOFF_BASE_MS, BACKOFF_CAP_MS, backoff } from '../../protocol/client/backoff.ts'
import { decodeRoomFrame } from '../../protocol/codec.ts'
import { isFinalClose } from '../../protocol/codes.ts'

describe('a frame of the room', () => {
  it('of a type from the future is passed over', () => {
    expect(decodeRoomFrame('{"type":"weather"}')).toBeUndefined()
    expect(decodeRoomFrame('[]')).toBeUndefined()
  })

  it('may have fields from the future', () => {
    const frame = { type: 'reset', epoch: 'e', head: 3, mood: 'good' }
    expect(decodeRoomFrame(JSON.stringify(frame))).toEqual({ type: 'reset', epoch: 'e', head: 3 })
  })

  it.each([
    '{',
    '{"type":"reset"}',
    '{"type":"events","events":[{"seq":0}]}',
  ])('is no frame when it is malformed: %s', text => {
    expect(() => decodeRoomFrame(text)).toThrow()
  })
})

describe('the wait before coming back', () => {
  it('is anything up to a bound that doubles, and is capped', () => {
    expect(backoff(0, 0)).toBe(0)
    expect(backoff(0, 0.999)).toBeLessThan(BACKOFF_BASE_MS)
    expect(backoff(3, 0.5)).toBe((BACKOFF_BASE_MS * 8) / 2)
    expect(backoff(1_000, 0.999999)).toBeLessThan(BACKOFF_CAP_MS)
  })

  it('is in vain after some closes', () => {
    expect([4001, 4003, 4004, 4010].every(isFinalClose)).toBe(true)
    expect([1000, 1006, 1011, 4002, 4008, 4009, 4011].some(isFinalClose)).toBe(false)
  })
})
