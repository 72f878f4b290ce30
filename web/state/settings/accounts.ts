import type { AccountEntry, AccountList } from '../../../protocol/rest.ts'

/** The list with one entry as it is from now on. */
export function withAccount(list: AccountList, entry: AccountEntry): AccountList {
  return { ...list, accounts: list.accounts.map(known => (known.id === entry.id ? entry : known)) }
}

/** The list and its next page; whoever is in both is in it once. */
export function withPage(list: AccountList, page: AccountList): AccountList {
  const known = new Set(list.accounts.map(({ id }) => id))
  return {
    accounts: [...list.accounts, ...page.accounts.filter(({ id }) => !known.has(id))],
    after: page.after,
  }
}
