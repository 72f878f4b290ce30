import { useState } from 'preact/hooks'
import type { Account } from '../../../../protocol/rest.ts'
import { changeProfile } from '../../../net/account.ts'
import { Card } from '../../card.tsx'
import { Complaint } from '../../complaint.tsx'
import { Said } from '../../said.tsx'
import './privacy-card.css'

/** What others get to know of somebody without their saying so. Each choice holds as soon as it is made. */
export function PrivacyCard({ account }: { account: Account }) {
  const [isSeen, setSeen] = useState(account.readReceipts)
  const [busy, setBusy] = useState(false)
  const [complaint, setComplaint] = useState<string>()
  const [said, setSaid] = useState<string>()

  async function choose(readReceipts: boolean) {
    setSeen(readReceipts)
    setBusy(true)
    setSaid(undefined)
    const answer = await changeProfile({ readReceipts })
    setBusy(false)
    setComplaint(answer.ok ? undefined : answer.refusal.message)
    if (answer.ok) setSaid('Saved')
    else setSeen(!readReceipts)
  }

  return (
    <Card title="What others can tell">
      <label class="privacy-choice">
        <input
          type="checkbox"
          checked={isSeen}
          disabled={busy}
          onChange={event => void choose(event.currentTarget.checked)}
        />
        <span class="privacy-title">Let others see what I have read</span>
        <span class="privacy-meaning">
          In conversations and small rooms your picture stands beside the last message you have
          read. A room hears of a change when you open it next.
        </span>
      </label>
      <Complaint text={complaint} />
      <Said text={said} />
    </Card>
  )
}
