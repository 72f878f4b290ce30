import { describe, expect, test } from 'vitest'
import { RESTORE_MS } from '../../../protocol/limits.ts'
import { deedsFor } from '../../../web/state/deeds.ts'
import type { Bubble } from '../../../web/state/rows.ts'
import { standIn, standingOf } from '../../../web/state/standing.ts'
import { ADA, GRACE, NOON, workshop } from './cast.ts'

const plain = { role: 'member' } as const
const as = (role: 'member' | 'moderator' | 'owner') => ({
  me: ADA,
  ...standIn(plain, { role }, workshop()),
})
const said: Bubble = { key: 'k', at: NOON, body: 'Hello', cid: 'c', seq: 1, state: 'sent' }
const gone: Bubble = { ...said, body: '', removal: { by: ADA, at: NOON } }

describe('what can be done with a message', () => {
  test('is more for its author, and for moderators', () => {
    expect(deedsFor(said, ADA, as('member'), NOON)).toEqual(['copy', 'readers', 'remove'])
    expect(deedsFor(said, GRACE, as('member'), NOON)).toEqual(['copy', 'readers', 'report'])
    expect(deedsFor(said, GRACE, as('moderator'), NOON)).toEqual([
      'copy',
      'readers',
      'report',
      'remove',
    ])
  })

  test('is little while it is on its way', () => {
    expect(deedsFor({ ...said, state: 'pending' }, ADA, as('owner'), NOON)).toEqual(['copy'])
  })

  test('that was removed is to bring it back, for a day, and for those who may', () => {
    expect(deedsFor(gone, GRACE, as('moderator'), NOON)).toEqual(['restore'])
    expect(deedsFor(gone, GRACE, as('member'), NOON)).toEqual([])
    expect(deedsFor(gone, GRACE, as('moderator'), NOON + RESTORE_MS)).toEqual([])
    expect(deedsFor({ ...said, body: '' }, GRACE, as('moderator'), NOON)).toEqual([])
  })

  test('is to bring it back for who took back their own, not for whose was taken', () => {
    expect(deedsFor(gone, ADA, as('member'), NOON)).toEqual(['restore'])
    const taken = { ...gone, removal: { by: GRACE, at: NOON } }
    expect(deedsFor(taken, ADA, as('member'), NOON)).toEqual([])
  })
})

describe('where somebody stands', () => {
  test('is above everybody in rooms for admins of the deployment, and nowhere else', () => {
    const admin = { role: 'admin' } as const
    expect(standingOf(admin, { role: 'member' }, { kind: 'room' })).toBe('deployment admin')
    expect(standingOf(admin, { role: 'member' }, { kind: 'direct' })).toBe('member')
    expect(standingOf(plain, { role: 'owner' }, { kind: 'room' })).toBe('owner')
    expect(standingOf(plain, { role: null }, { kind: 'room' })).toBe('visitor')
    expect(standingOf(plain, undefined, { kind: 'room' })).toBe('visitor')
  })

  test('says what they may', () => {
    const stand = standIn(plain, { role: 'moderator' }, workshop())
    expect(stand.may('members.mute')).toBe(true)
    expect(stand.may('room.delete')).toBe(false)
    const strict = workshop(ADA, { settings: { ...workshop().settings, posting: 'admin' } })
    expect(standIn(plain, { role: 'moderator' }, strict).may('messages.send')).toBe(false)
  })
})
