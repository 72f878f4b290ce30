import { v4, v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { type Member, newRoom, type Room } from '../../protocol/events.ts'
import { accountAge } from '../../worker/domain/account-age.ts'
import { silenceOf } from '../../worker/domain/speech.ts'

const HOUR_MS = 3_600_000
const NOW = Date.UTC(2026, 10, 22)

function room(change: Partial<Room> = {}, settings: Partial<Room['settings']> = {}): Room {
  const made = newRoom({
    id: v7(),
    name: 'Workshop',
    topic: '',
    description: '',
    visibility: 'public',
    createdBy: v7(),
    createdAt: 0,
  })
  return { ...made, ...change, settings: { ...made.settings, ...settings } }
}

function member(change: Partial<Member> = {}): Member {
  const id = v7({ msecs: NOW - HOUR_MS })
  return { id, username: 'grace', displayName: 'Grace', role: 'member', joinedAt: 0, ...change }
}

describe('who may say something', () => {
  it('is everybody in an ordinary room', () => {
    expect(silenceOf(room(), member(), 'https://example.org', NOW)).toBeUndefined()
  })

  it('is nobody where it is archived, owners included', () => {
    const archived = room({ archivedAt: 1 })
    expect(silenceOf(archived, member({ role: 'owner' }), 'x', NOW)?.code).toBe('room_archived')
  })

  it('is not who is muted, to the millisecond', () => {
    const muted = member({ mutedUntil: NOW + 1 })
    expect(silenceOf(room(), muted, 'x', NOW)).toEqual({ code: 'muted', retryAfter: 1 })
    expect(silenceOf(room(), muted, 'x', NOW + 1)).toBeUndefined()
  })

  it.each([
    ['https://example.org/a', true],
    ['see example.com', true],
    ['www.example.org', true],
    ['mail me at ada@example.com', false],
    ['version 1.2.3, e.g. this', false],
    ['nothing here', false],
  ])('waits while new with %j: %s', (body, isLink) => {
    const young = room({}, { linksAfterMs: 2 * HOUR_MS })
    const silence = silenceOf(young, member(), body, NOW)
    expect(silence).toEqual(isLink ? { code: 'links_restricted', retryAfter: HOUR_MS } : undefined)
    expect(silenceOf(young, member({ role: 'moderator' }), body, NOW)).toBeUndefined()
  })
})

it('takes time by the length of what is said to find a link', () => {
  const young = room({}, { linksAfterMs: 2 * HOUR_MS })
  const started = performance.now()
  for (let n = 0; n < 50; n++) {
    silenceOf(young, member(), '-'.repeat(4_000), NOW)
    silenceOf(young, member(), '-a'.repeat(2_000), NOW)
  }
  // Some milliseconds here; what grows by the square takes seconds.
  expect(performance.now() - started).toBeLessThan(1_000)
  expect(silenceOf(young, member(), '--see-example.com', NOW)).toBeDefined()
})

describe('the age of an account', () => {
  it('is in its id, and endless where it is not', () => {
    expect(accountAge(v7({ msecs: NOW - 5 }), NOW)).toBe(5)
    expect(accountAge(v7({ msecs: NOW + 5 }), NOW)).toBe(0)
    expect(accountAge(v4(), NOW)).toBe(Number.POSITIVE_INFINITY)
  })
})
