import { describe, expect, test } from 'vitest'
import type { Role } from '../../../protocol/events.ts'
import { silenceOf } from '../../../web/state/silence.ts'
import { ADA, MINUTE, NOON, workshop } from './cast.ts'

const as = (role: Role, mutedUntil?: number) => ({ role, ...(mutedUntil && { mutedUntil }) })
const strict = (settings: Partial<ReturnType<typeof workshop>['settings']>) =>
  workshop(ADA, { settings: { ...workshop().settings, ...settings } })

describe('what keeps somebody from speaking', () => {
  test('is nothing in an ordinary room', () => {
    expect(silenceOf(workshop(), as('member'), NOON)).toBeUndefined()
  })

  test('is that the room is archived, for everybody', () => {
    expect(silenceOf(workshop(ADA, { archivedAt: NOON }), as('owner'), NOON)).toMatch(/archived/u)
  })

  test('is a mute, for as long as it lasts', () => {
    const me = as('member', NOON + 10 * MINUTE)
    expect(silenceOf(workshop(), me, NOON)).toBe('You are muted for 10 minutes more.')
    expect(silenceOf(workshop(), me, NOON + 10 * MINUTE)).toBeUndefined()
  })

  test('is a room where not everybody speaks', () => {
    const room = strict({ posting: 'moderator' })
    expect(silenceOf(room, as('member'), NOON)).toBe(
      'Only moderators and above may send messages here.',
    )
    expect(silenceOf(room, as('moderator'), NOON)).toBeUndefined()
  })

  test('is that the room takes its time, for members', () => {
    const room = strict({ slowModeMs: 30_000 })
    expect(silenceOf(room, as('member'), NOON)).toMatch(/30 seconds between your messages/u)
    expect(silenceOf(room, as('moderator'), NOON)).toBeUndefined()
  })
})
