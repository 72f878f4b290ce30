import { describe, expect, test } from 'vitest'
import { CLOSE } from '../../../protocol/codes.ts'
import { bannerOf, CATCH_UP_QUIET_MS, lagAfter, QUIET_MS } from '../../../web/state/banner.ts'
import { NOON } from './cast.ts'

const connecting = { phase: 'connecting' } as const
const live = { phase: 'live' } as const
const waiting = { phase: 'waiting', code: 1006, retryAt: NOON + 8_200, attempt: 2 } as const
const catchingUp = { phase: 'catching-up', left: 3_412 } as const
const ended = { phase: 'ended', code: 4003, reason: '' } as const

const down = { since: NOON - QUIET_MS, catchingUpSince: null }

describe('the banner', () => {
  test('is silent while the room is live', () => {
    expect(bannerOf(live, null, NOON)).toBeNull()
  })

  test('is silent for the first seconds without a connection', () => {
    expect(bannerOf(waiting, down, NOON - 1)).toBeNull()
  })

  test('then counts down in whole seconds, never to zero', () => {
    expect(bannerOf(waiting, down, NOON)).toMatchObject({ kind: 'waiting', retryIn: 9 })
    expect(bannerOf(waiting, down, NOON + 8_500)).toMatchObject({ kind: 'waiting', retryIn: 1 })
  })

  test.each([
    [CLOSE.restart, 'The server restarts'],
    [CLOSE.tooMany, 'Alcove is open in too many tabs'],
    [CLOSE.tooSlow, 'This connection is too slow for the room'],
    [1006, 'No connection'],
    [CLOSE.normal, 'No connection'],
  ])('says of an end with %i: %s', (code, why) => {
    expect(bannerOf({ ...waiting, code }, down, NOON)).toMatchObject({ why })
  })

  test('says when an attempt is being made', () => {
    expect(bannerOf(connecting, down, NOON)).toEqual({ kind: 'connecting' })
  })

  test('says how much is missing once catching up takes a while', () => {
    const lag = { since: NOON - 400, catchingUpSince: NOON }
    expect(bannerOf(catchingUp, lag, NOON + CATCH_UP_QUIET_MS - 1)).toBeNull()
    expect(bannerOf(catchingUp, lag, NOON + CATCH_UP_QUIET_MS)).toEqual({
      kind: 'catching-up',
      left: 3_412,
    })
  })

  test('does not blink when a connection it told of is back and catches up', () => {
    expect(bannerOf(catchingUp, { since: NOON - QUIET_MS, catchingUpSince: NOON }, NOON)).toEqual({
      kind: 'catching-up',
      left: 3_412,
    })
  })

  test('says nothing about a room that has ended', () => {
    expect(bannerOf(ended, down, NOON)).toBeNull()
  })
})

describe('the lag', () => {
  test('runs from the loss, through every attempt, until the room is live', () => {
    const lost = lagAfter(null, waiting, NOON)
    expect(lost).toEqual({ since: NOON, catchingUpSince: null })
    expect(lagAfter(lost, connecting, NOON + 9_000)).toEqual(lost)
    expect(lagAfter(lost, live, NOON + 9_000)).toBeNull()
    expect(lagAfter(lost, ended, NOON + 9_000)).toBeNull()
  })

  test('knows since when it is being made up for, page after page', () => {
    const lost = lagAfter(null, waiting, NOON)
    const first = lagAfter(lost, catchingUp, NOON + 1)
    expect(first).toEqual({ since: NOON, catchingUpSince: NOON + 1 })
    expect(lagAfter(first, { phase: 'catching-up', left: 3 }, NOON + 900)).toEqual(first)
    expect(lagAfter(first, waiting, NOON + 950)).toEqual(lost)
  })
})
