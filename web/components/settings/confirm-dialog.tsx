import { useEffect } from 'preact/hooks'
import { CONFIRMED_MS } from '../../../protocol/limits.ts'
import { confirm, question } from '../../net/confirm.ts'
import { Dialog } from '../dialog.tsx'
import { Form } from '../form.tsx'
import { PasswordField } from '../password-field.tsx'
import { useForm } from '../use-form.ts'
import { KnownUsername } from './known-username.tsx'

/** Whoever wants something important shows first who they are. One for all of the pages. */
export function ConfirmDialog({ username }: { username: string }) {
  if (question.value === null) return null
  return <Confirmation username={username} refuse={() => question.value?.settle(false)} />
}

function Confirmation({ username, refuse }: { username: string; refuse(): void }) {
  // Whoever waits for it must hear of it, also when the page goes.
  useEffect(() => refuse, [])
  return (
    <Dialog title="Show again who you are" onClose={refuse}>
      <ConfirmForm username={username} onCancel={refuse} />
    </Dialog>
  )
}

function ConfirmForm({ username, onCancel }: { username: string; onCancel(): void }) {
  const form = useForm({
    values: { password: '' },
    mistakesIn: ({ password }) => (password === '' ? { password: 'Enter your password.' } : {}),
    send: ({ password }) => confirm(password),
    done: () => undefined,
    fieldOf: { wrong_password: 'password' },
  })
  return (
    <Form form={form} action="Go on" onCancel={onCancel}>
      <p>
        Enter your password once more to go on. You are then not asked again for{' '}
        {CONFIRMED_MS / 60_000} minutes.
      </p>
      <KnownUsername username={username} />
      <PasswordField
        {...form.field('password')}
        label="Your password"
        autocomplete="current-password"
        autofocus
      />
    </Form>
  )
}
