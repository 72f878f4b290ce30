import { useRef, useState } from 'preact/hooks'
import type { Deployment } from '../../../protocol/rest.ts'
import { register } from '../../net/session.ts'
import {
  type AccountField,
  type AccountForm,
  mistakesIn,
  mistakesOf,
  RULES,
  requestOf,
} from '../../state/account-fields.ts'
import { Button } from '../button.tsx'
import { Complaint } from '../complaint.tsx'
import { Field } from '../field.tsx'
import { PasswordField } from '../password-field.tsx'
import { PasswordStrength } from '../password-strength.tsx'
import { FieldsTold } from './fields-told.tsx'
import { CHECK_PENDING, HumanCheck, useHumanCheck } from './human-check.tsx'
import { useLead } from './use-lead.ts'

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
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState(EMPTY)
  const [mistakes, setMistakes] = useState<Partial<AccountForm>>({})
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)
  const leadTo = useLead(form)
  const check = useHumanCheck(rules.turnstileSiteKey)

  function set(field: AccountField) {
    return (value: string) => {
      const next = { ...values, [field]: value }
      setValues(next)
      // What was wrong is judged again at each letter; what was not is left in peace.
      if (mistakes[field] !== undefined) setMistakes(only(mistakesIn(next, rules.email), mistakes))
    }
  }

  function show(found: Partial<AccountForm>, message?: string) {
    setMistakes(found)
    setComplaint(message)
    leadTo(Object.keys(found)[0])
  }

  async function submit() {
    if (busy) return
    const found = mistakesIn(values, rules.email)
    if (Object.keys(found).length > 0) return show(found)
    if (check.siteKey !== null && check.token === undefined) return show({}, CHECK_PENDING)
    setBusy(true)
    const { token } = check
    const answer = await register({
      ...requestOf(values),
      ...(invitation !== undefined && { invitation }),
      ...(token !== undefined && { turnstile: token }),
    })
    setBusy(false)
    if (answer.ok) return
    check.again()
    const refused = mistakesOf(answer.refusal)
    show(refused, Object.keys(refused).length === 0 ? answer.refusal.message : undefined)
  }

  const props = (field: AccountField) => ({
    name: field,
    label: LABELS[field],
    value: values[field],
    onInput: set(field),
    hint: RULES[field],
    error: mistakes[field],
  })
  return (
    <form
      ref={form}
      class="doorway-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Complaint text={complaint} />
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
      <Button kind="primary" type="submit" busy={busy}>
        Create account
      </Button>
    </form>
  )
}

/** Of the mistakes there are now, those in fields that were already marked. */
function only(now: Partial<AccountForm>, marked: Partial<AccountForm>): Partial<AccountForm> {
  return Object.fromEntries(Object.entries(now).filter(([field]) => field in marked))
}
