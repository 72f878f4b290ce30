import * as z from 'zod'
import {
  type Account,
  type AccountEntry,
  type AccountList,
  type AccountRole,
  type Activity,
  accountEntrySchema,
  accountListSchema,
  accountSchema,
  activityListSchema,
  type ChangeEmail,
  type ChangePassword,
  type ChangeProfile,
  devicesEndedSchema,
} from '../../protocol/rest.ts'
import { type Answer, askFile } from './api.ts'
import { askAsMember, whenConfirmed } from './confirm.ts'
import { leftForGood, renew } from './session.ts'

export async function loadAccount(): Promise<Answer<Account>> {
  return renewed(await askAsMember(accountSchema, '/api/account'))
}

export async function changeProfile(body: ChangeProfile): Promise<Answer<Account>> {
  return renewed(await askAsMember(accountSchema, '/api/account', { method: 'PATCH', body }))
}

export async function changeEmail(body: ChangeEmail): Promise<Answer<Account>> {
  return renewed(await askAsMember(accountSchema, '/api/account/email', { method: 'PUT', body }))
}

/** @returns how many other sessions have ended */
export function changePassword(body: ChangePassword): Promise<Answer<{ ended: number }>> {
  return askAsMember(devicesEndedSchema, '/api/account/password', { method: 'POST', body })
}

export async function loadActivity(): Promise<Answer<Activity[]>> {
  const answer = await askAsMember(activityListSchema, '/api/account/activity')
  return answer.ok ? { ok: true, value: answer.value.activity } : answer
}

/** Everything that is known of the account, as a file. */
export function exportAccount(): Promise<Answer<Blob>> {
  return whenConfirmed(() => askFile('/api/account/export'))
}

/** Deletes the account. This page may say goodbye before it leaves; the others leave at once. */
export async function deleteAccount(): Promise<Answer<unknown>> {
  const answer = await askAsMember(z.unknown(), '/api/account', { method: 'DELETE' })
  if (answer.ok) leftForGood()
  return answer
}

/** A page of everybody's accounts, for admins. */
export function loadAccounts(after?: string): Promise<Answer<AccountList>> {
  const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
  return askAsMember(accountListSchema, `/api/accounts${query}`)
}

export function changeRole(id: string, role: AccountRole): Promise<Answer<AccountEntry>> {
  return askAsMember(accountEntrySchema, `/api/accounts/${encodeURIComponent(id)}`, {
    method: 'PATCH',
    body: { role },
  })
}

function renewed(answer: Answer<Account>): Answer<Account> {
  if (answer.ok) renew(answer.value)
  return answer
}
