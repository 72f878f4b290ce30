import { useRef, useState } from 'preact/hooks'
import type { SecondFactorNeeded } from '../../../protocol/rest.ts'
import { KNOWS_PASSKEYS } from '../../net/passkey.ts'
import { signIn } from '../../net/session.ts'
import { deployment } from '../../state/deployment.ts'
import { Button } from '../button.tsx'
import { Field } from '../field.tsx'
import { FormFrame } from '../form.tsx'
import { PasswordField } from '../password-field.tsx'
import { CHECK_PENDING, HumanCheck, useHumanCheck } from './human-check.tsx'
import { Or } from './or.tsx'
import { usePasskeyOrAutofill } from './passkey-sign-in.ts'
import { useLead } from './use-lead.ts'

export type SecondQuestion = SecondFactorNeeded['secondFactor']

/** @param onQuestion hears of the second factor that is asked for */
export function SignInForm({ onQuestion }: { onQuestion(question: SecondQuestion): void }) {
  const element = useRef<HTMLFormElement>(null)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)
  const leadTo = useLead(element)
  const rules = deployment.value.phase === 'known' ? deployment.value.rules : undefined
  const check = useHumanCheck(rules?.turnstileSiteKey ?? null)
  const passkey = usePasskeyOrAutofill(setComplaint)
  const name = rules?.email === 'off' ? 'Username' : 'Username or e-mail'

  function refuse(message: string, field?: 'username' | 'password') {
    setComplaint(message)
    leadTo(field)
  }

  async function submit() {
    if (busy) return
    if (username.trim() === '') return refuse(`Enter your ${name.toLowerCase()}.`, 'username')
    if (password === '') return refuse('Enter your password.', 'password')
    if (check.siteKey !== null && check.token === undefined) return refuse(CHECK_PENDING.message)
    setBusy(true)
    const { token } = check
    const body = { username: username.trim(), password }
    const answer = await signIn(token === undefined ? body : { ...body, turnstile: token })
    setBusy(false)
    if (!answer.ok) {
      check.again()
      refuse(answer.refusal.message, 'password')
    } else if ('secondFactor' in answer.value) onQuestion(answer.value.secondFactor)
  }

  return (
    <FormFrame form={{ element, submit, complaint }} class="doorway-form">
      <Field
        label={name}
        name="username"
        value={username}
        onInput={setUsername}
        autocomplete="username webauthn"
        verbatim
        autofocus
      />
      <PasswordField
        label="Password"
        name="password"
        value={password}
        onInput={setPassword}
        autocomplete="current-password"
      />
      <HumanCheck check={check} action="login" />
      <Button kind="primary" type="submit" busy={busy}>
        Sign in
      </Button>
      {KNOWS_PASSKEYS && (
        <>
          <Or />
          <Button busy={passkey.busy} onClick={() => void passkey.sign()}>
            Sign in with a passkey
          </Button>
        </>
      )}
    </FormFrame>
  )
}
