import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { AccountEntry, AccountList } from '../../../../protocol/rest.ts'
import { loadAccounts } from '../../../net/account.ts'
import { renew } from '../../../net/session.ts'
import { withAccount, withPage } from '../../../state/settings/accounts.ts'
import { Button } from '../../button.tsx'
import { Card } from '../../card.tsx'
import { Complaint } from '../../complaint.tsx'
import { Entries } from '../../entries.tsx'
import { Loading } from '../../loading.tsx'
import { Said } from '../../said.tsx'
import { useLoaded } from '../../use-loaded.ts'
import type { SectionProps } from '../sections.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { type Deed, ManagePerson } from './manage-person.tsx'
import { PersonEntry } from './person-entry.tsx'

/** Everybody with an account, and what admins do about it. */
export function PeopleSection({ account }: SectionProps) {
  const loaded = useLoaded(() => loadAccounts())
  const { route } = useLocation()
  const [chosen, setChosen] = useState<{ entry: AccountEntry; deed?: Deed }>()
  const [said, setSaid] = useState<string>()
  const close = () => setChosen(undefined)

  function changed(list: AccountList, entry: AccountEntry) {
    loaded.set(withAccount(list, entry))
    if (entry.id !== account.id) return
    // Who gives up being an admin has no business on this page.
    if (entry.role !== 'admin') route('/settings/profile')
    renew({ ...account, role: entry.role })
  }

  return (
    <Card title="Accounts" about="Admins invite people, make others admins, and help them back in.">
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
                  onManage={() => setChosen({ entry })}
                />
              ))}
            </Entries>
            {list.after !== null && <MoreAccounts list={list} onMore={loaded.set} />}
            {chosen && chosen.deed === undefined && (
              <ManagePerson
                entry={chosen.entry}
                onChoose={deed => setChosen({ ...chosen, deed })}
                onClose={close}
              />
            )}
            {chosen?.deed !== undefined && (
              <DeedDialog
                entry={chosen.entry}
                deed={chosen.deed}
                onChanged={entry => changed(list, entry)}
                onDone={text => {
                  setSaid(text)
                  close()
                }}
                onClose={close}
              />
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
