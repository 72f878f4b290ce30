import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { AccountEntry, AccountList } from '../../../../protocol/rest.ts'
import { changeRole, loadAccounts } from '../../../net/account.ts'
import { renew } from '../../../net/session.ts'
import { withAccount, withPage } from '../../../state/settings/accounts.ts'
import { Button } from '../../button.tsx'
import { Complaint } from '../../complaint.tsx'
import { Card } from '../card.tsx'
import { Entries } from '../entries.tsx'
import { Loading } from '../loading.tsx'
import { Said } from '../said.tsx'
import type { SectionProps } from '../sections.ts'
import { Sure } from '../sure.tsx'
import { useLoaded } from '../use-loaded.ts'
import { PersonEntry } from './person-entry.tsx'

/** Everybody with an account, and which of them are admins. */
export function PeopleSection({ account }: SectionProps) {
  const loaded = useLoaded(() => loadAccounts())
  const { route } = useLocation()
  const [chosen, setChosen] = useState<AccountEntry>()
  const [said, setSaid] = useState<string>()
  const next = chosen?.role === 'admin' ? 'member' : 'admin'

  function changed(list: AccountList, entry: AccountEntry) {
    setChosen(undefined)
    setSaid(
      `${entry.displayName} is ${entry.role === 'admin' ? 'an admin now' : 'no admin any more'}`,
    )
    loaded.set(withAccount(list, entry))
    if (entry.id !== account.id) return
    // Who gives up being an admin has no business on this page.
    if (entry.role !== 'admin') route('/settings/profile')
    renew({ ...account, role: entry.role })
  }

  return (
    <Card title="Accounts" about="Admins invite people and make others admins.">
      <Loading of={loaded} lines={5}>
        {list => (
          <>
            <Said text={said} />
            <Entries label="Accounts">
              {list.accounts.map(entry => (
                <PersonEntry
                  key={entry.id}
                  entry={entry}
                  isMe={entry.id === account.id}
                  onChoose={() => setChosen(entry)}
                />
              ))}
            </Entries>
            {list.after !== null && <MoreAccounts list={list} onMore={loaded.set} />}
            {chosen && (
              <Sure
                title={next === 'admin' ? 'Make an admin?' : 'No admin any more?'}
                action={next === 'admin' ? 'Make admin' : 'Make member'}
                kind="primary"
                act={() => changeRole(chosen.id, next)}
                done={entry => changed(list, entry)}
                onClose={() => setChosen(undefined)}
              >
                <strong dir="auto">{chosen.displayName}</strong>{' '}
                {next === 'admin'
                  ? 'will be able to invite people, and to make and unmake admins, you among them.'
                  : 'will no longer see these pages.'}
              </Sure>
            )}
          </>
        )}
      </Loading>
    </Card>
  )
}

function MoreAccounts({ list, onMore }: { list: AccountList; onMore(list: AccountList): void }) {
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function more() {
    setBusy(true)
    const answer = await loadAccounts(list.after ?? undefined)
    setBusy(false)
    setComplaint(answer.ok ? undefined : answer.refusal.message)
    if (answer.ok) onMore(withPage(list, answer.value))
  }

  return (
    <div class="card-row">
      <Complaint text={complaint} />
      <Button busy={busy} onClick={() => void more()}>
        Show more
      </Button>
    </div>
  )
}
