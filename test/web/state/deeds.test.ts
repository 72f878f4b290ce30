import { describe, expect, test } from 'vitest'
import { RESTORE_MS } from '../../../protocol/limits.ts'
import { deedsFor, mayEdit } from '../../../web/state/deeds.ts'
import type { Bubble } from '../../../web/state/rows.ts'
import { standIn, standingOf } from '../../../web/state/standing.ts'
import { ADA, GRACE, MINUTE, message, NOON, workshop } from './cast.ts'

const plain = { role: 'member' } as const
const as = (role: 'member' | 'moderator' | 'owner') => ({
  me: ADA,
  ...standIn(plain, { role }, workshop()),
})
const said: Bubble = { key: 'k', at: NOON, body: 'Hello', cid: 'c', seq: 1, state: 'sent' }
const gone: Bubble = { ...said, body: '', removal: { by: ADA, at: NOON } }

describe('what can be done with a message', () => {
  test('is more for its author, and for moderators', () => {
    const always = ['reply', 'thread', 'link', 'copy', 'readers']
    const deeds = (by: string, role: 'member' | 'moderator' | 'owner') =>
      deedsFor(said, by, as(role), NOON).filter(deed => !always.includes(deed))
    expect(deeds(ADA, 'member')).toEqual(['edit', 'remove'])
    expect(deeds(GRACE, 'member')).toEqual(['report'])
    expect(deeds(GRACE, 'moderator')).toEqual(['pin', 'report', 'remove'])
    expect(deeds(GRACE, 'owner')).toEqual(['edit', 'pin', 'report', 'remove'])
  })

  test('is to change one’s own for as long as the room lets one', () => {
    const settings = { ...workshop().settings, editWindowMs: MINUTE }
    const ada = { me: ADA, ...standIn(plain, { role: 'member' }, workshop(ADA, { settings })) }
    expect(mayEdit(said, ADA, ada, NOON + MINUTE)).toBe(true)
    expect(mayEdit(said, ADA, ada, NOON + MINUTE + 1)).toBe(false)
    expect(mayEdit(said, GRACE, ada, NOON)).toBe(false)
  })

  test('is to unpin what is pinned, and to see who marked what is marked', () => {
    const marked = {
      ...message(1),
      pinned: { by: GRACE, at: NOON },
      reactions: [{ emoji: '👍', count: 1, by: [GRACE], mine: false }],
    }
    const deeds = deedsFor({ ...said, message: marked }, GRACE, as('moderator'), NOON)
    expect(deeds).toContain('unpin')
    expect(deeds).toContain('reactors')
    expect(deeds).not.toContain('pin')
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
