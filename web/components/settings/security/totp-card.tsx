import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { TotpSetup as Proposal, Security } from '../../../../protocol/rest.ts'
import { proposeTotp, type RecoveryCodes, removeTotp } from '../../../net/guards.ts'
import { dateWords } from '../../../state/moment.ts'
import { Button } from '../../button.tsx'
import { Card } from '../../card.tsx'
import { LOCALE } from '../../clock.ts'
import { Complaint } from '../../complaint.tsx'
import { Entries, Entry } from '../../entries.tsx'
import { Said } from '../../said.tsx'
import { Sure } from '../../sure.tsx'
import { useFocusHome } from '../../use-focus-home.ts'
import { complaintOf } from '../../use-form.ts'
import { TotpSetup } from './totp-setup.tsx'

export interface TotpCardProps {
  security: Security
  onChanged(codes: RecoveryCodes): void
  /** What is offered once it has changed. */
  offer: ComponentChildren
}

/** Codes of an app on a phone, asked for beside the password. */
export function TotpCard({ security: { totp, passkeys }, onChanged, offer }: TotpCardProps) {
  const [proposal, setProposal] = useState<Proposal>()
  const [removing, setRemoving] = useState(false)
  const [complaint, setComplaint] = useState<string>()
  const [said, setSaid] = useState<string>()
  const [busy, setBusy] = useState(false)
  const heading = useFocusHome(totp !== null, proposal !== undefined)

  async function begin() {
    setBusy(true)
    setSaid(undefined)
    const answer = await proposeTotp()
    setBusy(false)
    setComplaint(answer.ok ? undefined : complaintOf(answer.refusal))
    if (answer.ok) setProposal(answer.value)
  }

  return (
    <Card
      title="Authenticator app"
      about="An app on your phone shows a new code every half a minute. Signing in then takes your password and such a code."
      heading={heading}
    >
      <Complaint text={complaint} />
      {totp === null ? (
        <div class="card-row">
          <Button busy={busy} onClick={() => void begin()}>
            Set up an app
          </Button>
          <Said text={said} />
        </div>
      ) : (
        <>
          <Entries label="Authenticator app">
            <Entry icon="phone" title="Set up" notes={[`Since ${dateWords(totp.since, LOCALE)}`]}>
              <Button kind="text" label="Remove the app" onClick={() => setRemoving(true)}>
                Remove
              </Button>
            </Entry>
          </Entries>
          <Said text={said} />
        </>
      )}
      {offer}
      {proposal && (
        <TotpSetup
          proposal={proposal}
          onDone={codes => {
            setProposal(undefined)
            setSaid('Your app is set up')
            onChanged(codes)
          }}
          onClose={() => setProposal(undefined)}
        />
      )}
      {removing && (
        <Sure
          title="Remove the app?"
          action="Remove"
          act={removeTotp}
          done={() => {
            setRemoving(false)
            setSaid('The app is removed')
            onChanged(null)
          }}
          onClose={() => setRemoving(false)}
        >
          {passkeys === 0
            ? 'Your password alone will then open your account, and your recovery codes go too.'
            : 'Your passkeys stay, and signing in still takes one of them.'}
        </Sure>
      )}
    </Card>
  )
}
