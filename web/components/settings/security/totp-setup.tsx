import { useState } from 'preact/hooks'
import type { TotpSetup as Proposal } from '../../../../protocol/rest.ts'
import { confirmTotp, type RecoveryCodes } from '../../../net/guards.ts'
import { inFours } from '../../../state/settings/qr-path.ts'
import { Dialog } from '../../dialog.tsx'
import { Field } from '../../field.tsx'
import { CopyText } from '../copy-text.tsx'
import { Form } from '../form.tsx'
import { useForm } from '../use-form.ts'
import { KeepCodes } from './keep-codes.tsx'
import { QrCode } from './qr-code.tsx'
import './totp-setup.css'

export interface TotpSetupProps {
  proposal: Proposal
  onDone(): void
  onClose(): void
}

/** Brings the secret into an app, sees a code of it come back, and shows the codes for the day it is lost. */
export function TotpSetup({ proposal, onDone, onClose }: TotpSetupProps) {
  const [codes, setCodes] = useState<RecoveryCodes>(null)

  function finish(made: RecoveryCodes) {
    onDone()
    if (made === null) onClose()
    else setCodes(made)
  }

  if (codes !== null)
    return (
      <Dialog key="codes" title="Keep these codes" onClose={onClose} firm>
        <KeepCodes codes={codes} onKept={onClose} />
      </Dialog>
    )
  return (
    <Dialog key="setup" title="Set up an app" onClose={onClose}>
      <CodeForm proposal={proposal} onDone={finish} onCancel={onClose} />
    </Dialog>
  )
}

interface CodeFormProps {
  proposal: Proposal
  onDone(codes: RecoveryCodes): void
  onCancel(): void
}

function CodeForm({ proposal: { secret, uri }, onDone, onCancel }: CodeFormProps) {
  const form = useForm<{ code: string }, RecoveryCodes>({
    values: { code: '' },
    mistakesIn: ({ code }) =>
      /^\s*(?:\d\s*){6}$/u.test(code) ? {} : { code: 'The six digits that the app shows.' },
    send: ({ code }) => confirmTotp(code),
    fieldOf: { wrong_code: 'code' },
    done: codes => {
      onDone(codes)
      return undefined
    },
  })
  return (
    <Form form={form} action="Confirm" onCancel={onCancel}>
      <p>Scan this with an authenticator app, or open it in one on this device.</p>
      <div class="totp-setup-qr">
        <QrCode text={uri} label="The secret below, to be scanned" />
        <a class="totp-setup-open" href={uri}>
          Open in an app on this device
        </a>
      </div>
      <details class="totp-setup-secret">
        <summary>Type it instead</summary>
        <CopyText label="Secret" text={secret} shown={inFours(secret)} />
      </details>
      <Field
        {...form.field('code')}
        label="Code in the app"
        hint="Six digits, to see that it worked."
        autocomplete="one-time-code"
        inputMode="numeric"
        autofocus
      />
    </Form>
  )
}
