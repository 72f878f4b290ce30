import type { RecoveryCodes } from '../../../net/guards.ts'
import { addPasskey } from '../../../net/passkeys.ts'
import { agentWords } from '../../../state/settings/agent.ts'
import { mistakesInPasskey } from '../../../state/settings/passkey-fields.ts'
import { Dialog } from '../../dialog.tsx'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { useForm } from '../../use-form.ts'

export interface AddPasskeyProps {
  onAdded(codes: RecoveryCodes): void
  onClose(): void
}

/** Names a passkey, and has the browser make it. */
export function AddPasskey(props: AddPasskeyProps) {
  return (
    <Dialog title="Add a passkey" onClose={props.onClose}>
      <AddForm {...props} />
    </Dialog>
  )
}

function AddForm({ onAdded, onClose }: AddPasskeyProps) {
  const form = useForm<{ name: string }, RecoveryCodes>({
    values: { name: agentWords(navigator.userAgent) },
    mistakesIn: mistakesInPasskey,
    send: ({ name }) => addPasskey(name),
    done: codes => {
      onAdded(codes)
      return undefined
    },
  })
  return (
    <Form form={form} action="Go on" onCancel={onClose}>
      <Field
        {...form.field('name')}
        label="Name"
        hint="So that you can tell it from others. Your browser asks for the rest."
        autofocus
      />
    </Form>
  )
}
