import { useState } from 'preact/hooks'
import type { RecoveryCodes } from '../../../net/guards.ts'
import { addPasskey } from '../../../net/passkeys.ts'
import { agentWords } from '../../../state/settings/agent.ts'
import { mistakesInPasskey } from '../../../state/settings/passkey-fields.ts'
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
    send: ({ name }) => addPasskey(name),
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
