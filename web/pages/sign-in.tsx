import { useEffect, useState } from 'preact/hooks'
import { CLOSE } from '../../protocol/codes.ts'
import { OtherDoor } from '../components/door/other-door.tsx'
import { SecondStep } from '../components/door/second-step.tsx'
import { type SecondQuestion, SignInForm } from '../components/door/sign-in-form.tsx'
import { Doorway } from '../components/doorway.tsx'
import { useTitle } from '../components/title.ts'
import { findDeployment } from '../net/deployment.ts'
import { endingOf } from '../state/ending.ts'
import { session } from '../state/session.ts'

export function SignInPage() {
  const [question, setQuestion] = useState<SecondQuestion>()
  useEffect(() => void findDeployment(), [])
  useTitle(question === undefined ? 'Sign in' : 'One more step')
  if (question !== undefined)
    return (
      <Doorway title="One more step">
        <SecondStep question={question} onStartAgain={() => setQuestion(undefined)} />
      </Doorway>
    )
  return (
    <Doorway title="Welcome back">
      <Expulsion />
      <SignInForm onQuestion={setQuestion} />
      <OtherDoor to="/register" ask="New here?" label="Create an account" />
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
