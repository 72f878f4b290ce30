import type { Deployment, Session } from '../../../protocol/rest.ts'
import { register } from '../../net/session.ts'
import {
  type AccountField,
  type AccountForm,
  mistakesIn,
  RULES,
  requestOf,
} from '../../state/account-fields.ts'
import { Button } from '../button.tsx'
import { Field } from '../field.tsx'
import { FormFrame } from '../form.tsx'
import { PasswordField } from '../password-field.tsx'
import { PasswordStrength } from '../password-strength.tsx'
import { useForm } from '../use-form.ts'
import { FieldsTold } from './fields-told.tsx'
import { CHECK_PENDING, HumanCheck, useHumanCheck } from './human-check.tsx'

export interface RegisterFormProps {
  rules: Deployment
  /** What lets somebody in where that takes something. */
  invitation?: string | undefined
}

const EMPTY: AccountForm = { username: '', displayName: '', email: '', password: '' }
const LABELS: AccountForm = {
  username: 'Username',
  displayName: 'Display name',
  email: 'E-mail',
  password: 'Password',
}

export function RegisterForm({ rules, invitation }: RegisterFormProps) {
  const check = useHumanCheck(rules.turnstileSiteKey)
  const form = useForm<AccountForm, Session>({
    values: EMPTY,
    mistakesIn: values => mistakesIn(values, rules.email),
    send: async values => {
      const { siteKey, token } = check
      if (siteKey !== null && token === undefined) return { ok: false, refusal: CHECK_PENDING }
      const answer = await register({
        ...requestOf(values),
        ...(invitation !== undefined && { invitation }),
        ...(token !== undefined && { turnstile: token }),
      })
      if (!answer.ok) check.again()
      return answer
    },
    fieldOf: { username_taken: 'username', weak_password: 'password', leaked_password: 'password' },
    done: () => undefined,
  })
  const { values, mistakes } = form

  const props = (field: AccountField) => ({
    ...form.field(field),
    label: LABELS[field],
    hint: RULES[field],
  })
  return (
    <FormFrame form={form} class="doorway-form">
      <FieldsTold labels={LABELS} mistakes={mistakes} />
      <Field {...props('username')} autocomplete="username" verbatim autofocus />
      <Field {...props('displayName')} autocomplete="nickname" optional />
      {rules.email !== 'off' && (
        <Field
          {...props('email')}
          inputMode="email"
          autocomplete="email"
          optional={rules.email === 'optional'}
          verbatim
        />
      )}
      <PasswordStrength
        password={values.password}
        names={[values.username, values.displayName, values.email]}
      >
        <PasswordField {...props('password')} autocomplete="new-password" />
      </PasswordStrength>
      <HumanCheck check={check} action="register" />
      <Button kind="primary" type="submit" busy={form.busy}>
        Create account
      </Button>
    </FormFrame>
  )
}
