import type { Account, ChangePassword, Security } from '../../../../protocol/rest.ts'
import { changePassword } from '../../../net/account.ts'
import { RULES } from '../../../state/account-fields.ts'
import { agoWords } from '../../../state/moment.ts'
import { endedWords } from '../../../state/settings/elsewhere.ts'
import { mistakesInPasswords } from '../../../state/settings/password-fields.ts'
import { Card } from '../../card.tsx'
import { LOCALE, minute } from '../../clock.ts'
import { Form } from '../../form.tsx'
import { PasswordField } from '../../password-field.tsx'
import { PasswordStrength } from '../../password-strength.tsx'
import { useForm } from '../../use-form.ts'
import { KnownUsername } from '../known-username.tsx'

export interface PasswordCardProps {
  account: Account
  security: Security
  onChanged(): void
}

const NOTHING: ChangePassword = { current: '', next: '' }

export function PasswordCard({ account, security, onChanged }: PasswordCardProps) {
  const form = useForm<ChangePassword, { ended: number }>({
    values: NOTHING,
    mistakesIn: mistakesInPasswords,
    send: changePassword,
    fieldOf: { wrong_password: 'current', weak_password: 'next', leaked_password: 'next' },
    done: ({ ended }) => {
      form.fill(NOTHING)
      onChanged()
      return `Your password is changed. ${endedWords(ended)}`
    },
  })
  const { passwordChangedAt } = security
  return (
    <Card
      title="Password"
      about={
        passwordChangedAt === null
          ? 'A new password signs you out everywhere but here.'
          : `Changed ${agoWords(passwordChangedAt, minute.value, LOCALE)}. A new one signs you out everywhere but here.`
      }
    >
      <Form form={form} action="Change password">
        <KnownUsername username={account.username} />
        <PasswordField
          {...form.field('current')}
          label="Current password"
          autocomplete="current-password"
        />
        <PasswordStrength
          password={form.values.next}
          names={[account.username, account.displayName, account.email ?? '']}
        >
          <PasswordField
            {...form.field('next')}
            label="New password"
            hint={RULES.password}
            autocomplete="new-password"
          />
        </PasswordStrength>
      </Form>
    </Card>
  )
}
