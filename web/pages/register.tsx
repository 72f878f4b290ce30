import { useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Button } from '../components/button.tsx'
import { Complaint } from '../components/complaint.tsx'
import { Doorway } from '../components/doorway.tsx'
import { Field } from '../components/field.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { useTitle } from '../components/title.ts'
import type { Refusal } from '../net/api.ts'
import { register } from '../net/session.ts'
import { type AccountForm, mistakesIn, RULES, requestOf } from '../state/account-fields.ts'

export function RegisterPage() {
  useTitle('Create an account')
  const { url } = useLocation()
  return (
    <Doorway title="Take a seat">
      <RegisterForm />
      <p class="doorway-other">
        Have an account? <a href={url.replace('/register', '/sign-in')}>Sign in</a>
      </p>
    </Doorway>
  )
}

function RegisterForm() {
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState<AccountForm>({ username: '', displayName: '', password: '' })
  const [mistakes, setMistakes] = useState<Partial<AccountForm>>({})
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)

  function set(field: keyof AccountForm) {
    return (value: string) => {
      const next = { ...values, [field]: value }
      setValues(next)
      // What was wrong is judged again at each letter; what was not is left in peace.
      if (mistakes[field] !== undefined) setMistakes(only(mistakesIn(next), mistakes))
    }
  }

  function show(found: Partial<AccountForm>, message?: string) {
    setMistakes(found)
    setComplaint(message)
    const first = Object.keys(found)[0]
    if (first !== undefined)
      form.current?.querySelector<HTMLInputElement>(`[name="${CSS.escape(first)}"]`)?.focus()
  }

  async function submit() {
    if (busy) return
    const found = mistakesIn(values)
    if (Object.keys(found).length > 0) return show(found)
    setBusy(true)
    const answer = await register(requestOf(values))
    setBusy(false)
    if (!answer.ok) show(fieldsOf(answer.refusal), messageOf(answer.refusal))
  }

  const props = (field: keyof AccountForm) => ({
    name: field,
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
      <Field {...props('username')} label="Username" autocomplete="username" verbatim autofocus />
      <Field {...props('displayName')} label="Display name" autocomplete="nickname" optional />
      <PasswordField {...props('password')} label="Password" autocomplete="new-password" />
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

function fieldsOf({ code, message, fields }: Refusal): Partial<AccountForm> {
  if (code === 'username_taken') return { username: message }
  if (code === 'weak_password' || code === 'leaked_password') return { password: message }
  return { ...fields }
}

/** Said above the form only when no field says it. */
function messageOf(refusal: Refusal): string | undefined {
  return Object.keys(fieldsOf(refusal)).length === 0 ? refusal.message : undefined
}
