import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { foldUsername } from '../../../../protocol/names.ts'
import { deleteAccount } from '../../../net/account.ts'
import { leave } from '../../../net/session.ts'
import { messagesAfter } from '../../../state/settings/deletion.ts'
import { Button } from '../../button.tsx'
import { Dialog } from '../../dialog.tsx'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { useForm } from '../../use-form.ts'
import type { DeleteCardProps } from './delete-card.tsx'

interface DeleteDialogProps extends DeleteCardProps {
  onClose(): void
}

/** Says what goes and what stays, asks for the username, and says goodbye. */
export function DeleteDialog(props: DeleteDialogProps) {
  const { route } = useLocation()
  const [isGone, setIsGone] = useState(false)

  function go() {
    route('/')
    leave()
  }

  if (isGone)
    return (
      <Dialog key="gone" title="Your account is deleted" onClose={go} firm>
        <div class="dialog-form">
          <p>Thank you for having been here.</p>
          <div class="dialog-actions">
            <Button kind="primary" onClick={go}>
              Goodbye
            </Button>
          </div>
        </div>
      </Dialog>
    )
  return (
    <Dialog key="form" title="Delete your account?" onClose={props.onClose}>
      <DeleteForm {...props} onGone={() => setIsGone(true)} />
    </Dialog>
  )
}

function DeleteForm({
  account: { username },
  deployment: { deletedMessages },
  onClose,
  onGone,
}: DeleteDialogProps & { onGone(): void }) {
  const form = useForm<{ typed: string }, unknown>({
    values: { typed: '' },
    mistakesIn: ({ typed }) =>
      foldUsername(typed).replace(/^@/u, '') === username
        ? {}
        : { typed: `This is not your username, ${username}.` },
    send: deleteAccount,
    done: () => {
      onGone()
      return undefined
    },
  })
  return (
    <Form form={form} action="Delete for good" kind="danger" onCancel={onClose}>
      <p>
        Your profile, your password, passkeys, tokens and sign-ins go at once, everywhere.{' '}
        {messagesAfter(deletedMessages)}
      </p>
      <p>Nobody can take this back.</p>
      <Field {...form.field('typed')} label={`Type ${username} to go on`} verbatim autofocus />
    </Form>
  )
}
