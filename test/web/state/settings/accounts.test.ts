import { expect, test } from 'vitest'
import type { AccountEntry } from '../../../../protocol/rest.ts'
import { withAccount, withPage } from '../../../../web/state/settings/accounts.ts'
import { ADA, ALAN, GRACE, NOON } from '../cast.ts'

function entry(id: string): AccountEntry {
  const rest = { email: null, role: 'member', createdAt: NOON, hasSecondFactor: false } as const
  return { id, username: id, displayName: id, ...rest }
}

test('a page comes after what is there, nobody twice', () => {
  const list = { accounts: [entry(ADA), entry(GRACE)], after: GRACE }
  const page = { accounts: [entry(GRACE), entry(ALAN)], after: null }
  const { accounts, after } = withPage(list, page)
  expect(accounts.map(({ id }) => id)).toEqual([ADA, GRACE, ALAN])
  expect(after).toBeNull()
})

test('who has changed stays where they were', () => {
  const list = { accounts: [entry(ADA), entry(GRACE)], after: null }
  const changed = withAccount(list, { ...entry(ADA), role: 'admin' })
  expect(changed.accounts.map(({ id, role }) => [id, role])).toEqual([
    [ADA, 'admin'],
    [GRACE, 'member'],
  ])
})
