import type { Account, Status } from '../../protocol/rest.ts'
import type { AccountRow } from '../store/accounts.ts'

/** What an account's owner is told of it. @param now milliseconds since 1970 */
export function describeAccount(row: AccountRow, now: number): Account {
  const { id, username, displayName, email, role, about, readReceipts } = row
  const status = statusOf(row, now)
  const createdAt = row.createdAt.getTime()
  return { id, username, displayName, email, role, about, status, readReceipts, createdAt }
}

/** What somebody is up to, unless that is over. */
export function statusOf(
  { status, statusUntil }: Pick<AccountRow, 'status' | 'statusUntil'>,
  now: number,
): Status | null {
  const until = statusUntil?.getTime() ?? null
  return status === '' || (until !== null && until <= now) ? null : { text: status, until }
}
