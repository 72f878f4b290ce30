import { describe, expect, test } from 'vitest'
import { mayDo, shieldOf } from '../../../../web/state/admin/moderator.ts'
import { ADA, GRACE } from '../cast.ts'

const moderator = { id: ADA, standing: 'moderator' } as const
const admin = { id: ADA, standing: 'deployment admin' } as const

describe('who sees to reports', () => {
  test('can do something to those below, and is told why not to others', () => {
    expect(shieldOf(moderator, { id: GRACE, role: 'member' })).toBeUndefined()
    expect(shieldOf(moderator, { id: GRACE, role: 'moderator' })).toContain('a moderator')
    expect(shieldOf(moderator, { id: GRACE, role: 'owner' })).toContain('an owner')
    expect(shieldOf(admin, { id: GRACE, role: 'owner' })).toBeUndefined()
  })

  test('can keep away who has left, and nobody who was never there', () => {
    expect(shieldOf(moderator, { id: GRACE, role: null })).toBeUndefined()
    expect(shieldOf(moderator, undefined)).toContain('never')
  })

  test('does nothing to themselves', () => {
    expect(shieldOf(admin, { id: ADA, role: 'member' })).toContain('yourself')
  })

  test('may delete what they are shown, from moderators on', () => {
    expect(mayDo(moderator, 'messages.delete_any')).toBe(true)
    expect(mayDo({ id: ADA, standing: 'member' }, 'messages.delete_any')).toBe(false)
  })
})
