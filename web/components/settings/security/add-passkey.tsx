import { startRegistration } from '@simplewebauthn/browser'
import { useState } from 'preact/hooks'
import type { Answer } from '../../../net/api.ts'
import { addPasskey, passkeyOptions, type RecoveryCodes } from '../../../net/guards.ts'
import { agentWords } from '../../../state/settings/agent.ts'
import { mistakesInPasskey, passkeyFailure } from '../../../state/settings/passkey-fields.ts'
import { Dialog } from '../../dialog.tsx'
import { Field } from '../../field.tsx'
import { Form } from '../form.tsx'
import { useForm } from '../use-form.ts'
import { KeepCodes } from './keep-codes.tsx'

/** Names a passkey, has the browser make it, and shows the codes that come with the first. */
export function AddPasskey({ onAdded, onClose }: { onAdded(): void; onClose(): void }) {
  const [codes, setCodes] = useState<RecoveryCodes>(null)

  function finish(made: RecoveryCodes) {
    onAdded()
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
    <Dialog key="name" title="Add a passkey" onClose={onClose}>
      <AddForm onDone={finish} onCancel={onClose} />
    </Dialog>
  )
}

interface AddFormProps {
  onDone(codes: RecoveryCodes): void
  onCancel(): void
}

function AddForm({ onDone, onCancel }: AddFormProps) {
  const form = useForm<{ name: string }, RecoveryCodes>({
    values: { name: agentWords(navigator.userAgent) },
    mistakesIn: mistakesInPasskey,
    send: ({ name }) => make(name),
    done: codes => {
      onDone(codes)
      return undefined
    },
  })
  return (
    <Form form={form} action="Go on" onCancel={onCancel}>
      <Field
        {...form.field('name')}
        label="Name"
        hint="So that you can tell it from others. Your browser asks for the rest."
        autofocus
      />
    </Form>
  )
}

async function make(name: string): Promise<Answer<RecoveryCodes>> {
  const asked = await passkeyOptions()
  if (!asked.ok) return asked
  const { token, options } = asked.value
  try {
    // The browser's own types are narrower than what the contract says of them: it judges itself.
    const optionsJSON = options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON']
    const response = await startRegistration({ optionsJSON })
    return await addPasskey({ token, name, response: { ...response } })
  } catch (error) {
    const message = passkeyFailure(error instanceof Error ? error.name : '')
    return { ok: false, refusal: { code: 'passkey_refused', message, fields: {} } }
  }
}
