import { describe, expect, test } from 'vitest'
import type { Account } from '../../../../protocol/rest.ts'
import {
  changeOf,
  formOf,
  mistakesInProfile,
  type ProfileForm,
} from '../../../../web/state/settings/profile-fields.ts'
import { ADA, NOON } from '../cast.ts'

const account: Account = {
  id: ADA,
  username: 'ada',
  displayName: 'Ada Lovelace',
  email: null,
  role: 'member',
  about: '',
  status: null,
  readReceipts: true,
  createdAt: NOON,
}
const form = formOf(account)
const later = new Date(NOON + 3_600_000)

describe('a form for a profile', () => {
  test('of an account as it is has no mistakes and changes nothing', () => {
    expect(mistakesInProfile(form, NOON)).toEqual({})
    expect(changeOf(form, NOON)).toEqual({ displayName: 'Ada Lovelace', about: '', status: null })
  })

  test('shows the time a status ends at', () => {
    const status = { text: 'Counting', until: later.getTime() }
    const filled = formOf({ ...account, status })
    expect(filled).toMatchObject({ status: 'Counting', end: 'custom' })
    expect(changeOf(filled, NOON).status).toEqual(status)
  })

  test('counts from when it is sent', () => {
    const change = changeOf({ ...form, status: 'Lunch', end: 'half-hour' }, NOON)
    expect(change.status).toEqual({ text: 'Lunch', until: NOON + 1_800_000 })
  })

  test.each<[string, Partial<ProfileForm>]>([
    ['displayName', { displayName: ' ' }],
    ['displayName', { displayName: 'admin' }],
    ['displayName', { displayName: 'x'.repeat(51) }],
    ['about', { about: 'x'.repeat(501) }],
    ['about', { about: 'a\u202eb' }],
    ['status', { status: 'x'.repeat(101) }],
    ['until', { status: 'Away', end: 'custom', until: '' }],
    ['until', { status: 'Away', end: 'custom', until: '2020-01-01T00:00' }],
  ])('says what is wrong with the %s of %j', (field, changes) => {
    expect(Object.keys(mistakesInProfile({ ...form, ...changes }, NOON))).toEqual([field])
  })

  test('does not mind the time of a status that is not there', () => {
    expect(mistakesInProfile({ ...form, end: 'custom', until: '' }, NOON)).toEqual({})
  })
})
