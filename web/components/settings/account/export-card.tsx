import { useState } from 'preact/hooks'
import type { Account } from '../../../../protocol/rest.ts'
import { exportAccount } from '../../../net/account.ts'
import { Button } from '../../button.tsx'
import { Card } from '../../card.tsx'
import { Complaint } from '../../complaint.tsx'
import { Said } from '../../said.tsx'
import { saveFile } from '../../save-file.ts'
import { complaintOf } from '../../use-form.ts'

/** All that is known of somebody, to take along. */
export function ExportCard({ account: { username } }: { account: Account }) {
  const [complaint, setComplaint] = useState<string>()
  const [said, setSaid] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function fetchAll() {
    setBusy(true)
    setSaid(undefined)
    const answer = await exportAccount()
    setBusy(false)
    setComplaint(answer.ok ? undefined : complaintOf(answer.refusal))
    if (!answer.ok) return
    saveFile(answer.value, `alcove-${username}.json`)
    setSaid('It is among your downloads')
  }

  return (
    <Card
      title="Your data"
      about="Everything that is kept about you, and all you wrote, as one file that people and programs can read."
    >
      <Complaint text={complaint} />
      <div class="card-row">
        <Button busy={busy} onClick={() => void fetchAll()}>
          {busy ? 'Gathering…' : 'Export my data'}
        </Button>
        <Said text={said} />
      </div>
    </Card>
  )
}
