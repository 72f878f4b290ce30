import { useState } from 'preact/hooks'
import { Button } from '../components/button.tsx'
import { useFragment } from '../components/door/fragment.ts'
import { Doorway } from '../components/doorway.tsx'
import { FormFrame } from '../components/form.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { PasswordStrength } from '../components/password-strength.tsx'
import { useTitle } from '../components/title.ts'
import { useForm } from '../components/use-form.ts'
import { resetPassword } from '../net/reset.ts'
import { RULES } from '../state/account-fields.ts'
import { mistakesInReset, resetTokenIn } from '../state/reset.ts'

/** Where the link for a forgotten password leads. */
export function ResetPage() {
  useTitle('A new password')
  const token = resetTokenIn(useFragment())
  const [isDone, setDone] = useState(false)
  if (isDone) return <Done />
  if (token === undefined) return <NoLink />
  return (
    <Doorway title="A new password">
      <p class="doorway-why">It signs you out wherever you are signed in.</p>
      <ResetForm token={token} onDone={() => setDone(true)} />
    </Doorway>
  )
}

function ResetForm({ token, onDone }: { token: string; onDone(): void }) {
  const form = useForm({
    values: { password: '' },
    mistakesIn: mistakesInReset,
    send: ({ password }) => resetPassword({ token, password }),
    done: () => {
      onDone()
      return undefined
    },
    fieldOf: { weak_password: 'password', leaked_password: 'password' },
  })
  return (
    <FormFrame form={form} class="doorway-form">
      <PasswordStrength password={form.values.password} names={[]}>
        <PasswordField
          {...form.field('password')}
          label="New password"
          hint={RULES.password}
          autocomplete="new-password"
          autofocus
        />
      </PasswordStrength>
      <Button kind="primary" type="submit" busy={form.busy}>
        Choose it
      </Button>
    </FormFrame>
  )
}

function Done() {
  return (
    <Doorway title="It is changed">
      <p class="doorway-why" role="status">
        From now on your new password opens your account.
      </p>
      <p class="doorway-other">
        <a href="/sign-in">Sign in</a>
      </p>
    </Doorway>
  )
}

function NoLink() {
  return (
    <Doorway title="Not a whole link">
      <p class="doorway-why">
        Open the link as you were given it. An admin of this place can make you another.
      </p>
      <p class="doorway-other">
        <a href="/sign-in">Back to signing in</a>
      </p>
    </Doorway>
  )
}
