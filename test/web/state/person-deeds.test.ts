import { describe, expect, test } from 'vitest'
import type { Role } from '../../../protocol/events.ts'
import { personDeeds } from '../../../web/state/person-deeds.ts'
import { standIn } from '../../../web/state/standing.ts'
import { ADA, GRACE, MINUTE, member, NOON, workshop } from './cast.ts'

const as = (role: Role, room = workshop()) => ({
  me: ADA,
  ...standIn({ role: 'member' }, { role }, room),
})
const grace = member(GRACE, 'Grace')

describe('what can be done about a member', () => {
  test('is nothing for members, nor about oneself, nor about who stands as high', () => {
    const nothing = { roles: [], mute: false, unmute: false, remove: false, ban: false }
    expect(personDeeds(grace, as('member'), NOON)).toEqual(nothing)
    expect(personDeeds({ ...grace, id: ADA }, as('owner'), NOON)).toEqual(nothing)
    const admin = { ...grace, role: 'admin' } as const
    expect(personDeeds(admin, as('admin'), NOON)).toEqual(nothing)
  })

  test('is to keep order for moderators, and to give roles below their own for admins', () => {
    expect(personDeeds(grace, as('moderator'), NOON)).toEqual({
      roles: [],
      mute: true,
      unmute: false,
      remove: true,
      ban: true,
    })
    expect(personDeeds(grace, as('admin'), NOON).roles).toEqual(['moderator'])
    expect(personDeeds(grace, as('owner'), NOON).roles).toEqual(['owner', 'admin', 'moderator'])
  })

  test('who is muted is to let them speak, and no longer once the time is over', () => {
    const muted = { ...grace, mutedUntil: NOON + MINUTE }
    expect(personDeeds(muted, as('owner'), NOON)).toMatchObject({ mute: false, unmute: true })
    expect(personDeeds(muted, as('owner'), NOON + MINUTE)).toMatchObject({ mute: true })
  })

  test('who has left is to ban them all the same', () => {
    const gone = { ...grace, role: null }
    expect(personDeeds(gone, as('owner'), NOON)).toMatchObject({
      roles: [],
      mute: false,
      remove: false,
      ban: true,
    })
  })

  test('is nothing in a conversation', () => {
    const talk = workshop(ADA, { kind: 'group' })
    expect(personDeeds(grace, as('owner', talk), NOON)).toMatchObject({ roles: [], ban: false })
  })
})
