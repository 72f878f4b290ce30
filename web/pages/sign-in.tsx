import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { CLOSE } from '../../protocol/codes.ts'
import { Button } from '../components/button.tsx'
import { Complaint } from '../components/complaint.tsx'
import { Doorway } from '../components/doorway.tsx'
import { Field } from '../components/field.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { useTitle } from '../components/title.ts'
import { signIn } from '../net/session.ts'
import { endingOf } from '../state/ending.ts'
import { session } from '../state/session.ts'

export function SignInPage() {
  useTitle('Sign in')
  return (
    <Doorway title="Welcome back">
      <Expulsion />
      <SignInForm />
      <p class="doorway-other">
        New here? <a href={`/register${searchOf(useLocation().url)}`}>Create an account</a>
      </p>
    </Doorway>
  )
}

/** Nobody finds themselves outside without a word. */
function Expulsion() {
  const { value } = session
  if (value.phase !== 'guest' || !value.expelled) return null
  return (
    <p class="doorway-why" role="status">
      {endingOf(CLOSE.unauthenticated).text}
    </p>
  )
}

function SignInForm() {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function submit() {
    if (busy) return
    if (username.trim() === '' || password === '')
      return setComplaint('Enter your username and your password.')
    setBusy(true)
    const answer = await signIn({ username: username.trim(), password })
    setBusy(false)
    setComplaint(answer.ok ? undefined : answer.refusal.message)
  }

  return (
    <form
      class="doorway-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Complaint text={complaint} />
      <Field
        label="Username"
        name="username"
        value={username}
        onInput={setUsername}
        autocomplete="username"
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
      <Button kind="primary" type="submit" busy={busy}>
        Sign in
      </Button>
    </form>
  )
}

/** The way on, kept when a person changes from one of the two pages to the other. */
function searchOf(url: string): string {
  const at = url.indexOf('?')
  return at < 0 ? '' : url.slice(at)
}
