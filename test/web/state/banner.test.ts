import { describe, expect, test } from 'vitest'
import { bannerOf, downAfter, QUIET_MS } from '../../../web/state/banner.ts'
import { NOON } from './cast.ts'

const connecting = { phase: 'connecting' } as const
const live = { phase: 'live' } as const
const waiting = { phase: 'waiting', retryAt: NOON + 8_200, attempt: 2 } as const

describe('the banner', () => {
  test('is silent while the room is live', () => {
    expect(bannerOf(live, null, NOON)).toBeNull()
  })

  test('is silent for the first seconds without a connection', () => {
    expect(bannerOf(waiting, NOON - QUIET_MS + 1, NOON)).toBeNull()
  })

  test('then counts down in whole seconds, never to zero', () => {
    expect(bannerOf(waiting, NOON - QUIET_MS, NOON)).toEqual({ kind: 'waiting', retryIn: 9 })
    expect(bannerOf(waiting, NOON - QUIET_MS, NOON + 8_500)).toEqual({
      kind: 'waiting',
      retryIn: 1,
    })
  })

  test('says when an attempt is being made', () => {
    expect(bannerOf(connecting, NOON - QUIET_MS, NOON)).toEqual({ kind: 'connecting' })
  })

  test('says nothing about a room that has ended', () => {
    const ended = { phase: 'ended', code: 4003, reason: '' } as const
    expect(bannerOf(ended, NOON - QUIET_MS, NOON)).toBeNull()
  })
})

describe('the time without a connection', () => {
  test('runs from the loss, through every attempt', () => {
    const lost = downAfter(null, waiting, NOON)
    expect(lost).toBe(NOON)
    expect(downAfter(lost, connecting, NOON + 9_000)).toBe(NOON)
  })

  test('ends with a connection, even one that is still catching up', () => {
    expect(downAfter(NOON, { phase: 'catching-up', left: 3 }, NOON + 1)).toBeNull()
    expect(downAfter(NOON, live, NOON + 1)).toBeNull()
  })
})
