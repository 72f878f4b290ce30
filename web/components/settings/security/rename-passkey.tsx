import type { Passkey } from '../../../../protocol/rest.ts'
import { renamePasskey } from '../../../net/passkeys.ts'
import { mistakesInPasskey } from '../../../state/settings/passkey-fields.ts'
import { Dialog } from '../../dialog.tsx'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { useForm } from '../../use-form.ts'

export interface RenamePasskeyProps {
  passkey: Passkey
  onRenamed(): void
  onClose(): void
}

export function RenamePasskey(props: RenamePasskeyProps) {
  return (
    <Dialog title="Rename the passkey" onClose={props.onClose}>
      <RenameForm {...props} />
    </Dialog>
  )
}

function RenameForm({ passkey: { id, name }, onRenamed, onClose }: RenamePasskeyProps) {
  const form = useForm<{ name: string }, Passkey>({
    values: { name },
    mistakesIn: mistakesInPasskey,
    send: values => renamePasskey(id, values.name),
    done: () => {
      onRenamed()
      return undefined
    },
  })
  return (
    <Form form={form} action="Rename" onCancel={onClose}>
      <Field {...form.field('name')} label="Name" autofocus />
    </Form>
  )
}
