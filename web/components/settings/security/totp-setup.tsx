import type { TotpSetup as Proposal } from '../../../../protocol/rest.ts'
import { confirmTotp, type RecoveryCodes } from '../../../net/guards.ts'
import { inFours } from '../../../state/qr-path.ts'
import { CopyText } from '../../copy-text.tsx'
import { Dialog } from '../../dialog.tsx'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { QrCode } from '../../qr-code.tsx'
import { useForm } from '../../use-form.ts'
import './totp-setup.css'

export interface TotpSetupProps {
  proposal: Proposal
  onDone(codes: RecoveryCodes): void
  onClose(): void
}

/** Brings the secret into an app, and sees a code of it come back. */
export function TotpSetup(props: TotpSetupProps) {
  return (
    <Dialog title="Set up an app" onClose={props.onClose}>
      <CodeForm {...props} />
    </Dialog>
  )
}

function CodeForm({ proposal: { secret, uri }, onDone, onClose }: TotpSetupProps) {
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
    <Form form={form} action="Confirm" onCancel={onClose}>
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
