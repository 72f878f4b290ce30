import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { STRENGTH_STEPS, type Strength, strengthOf } from '../state/password-strength.ts'
import './password-strength.css'

/** Milliseconds of rest before a password is judged: nobody wants every letter read out. */
const REST_MS = 300

export interface PasswordStrengthProps {
  password: string
  /** What is known of the owner: their names, their address. */
  names: readonly string[]
  /** The field for the new password. */
  children: ComponentChildren
}

/**
 * A field for a new password, and below it how long that one would hold. Only a remark: what is
 * taken and what is not, the server says. It comes with the first touch of the field, and when it
 * cannot be loaded there is none.
 */
export function PasswordStrength({ password, names, children }: PasswordStrengthProps) {
  const [judge, setJudge] = useState<Judge>()
  const strength = useStrength(judge, password, names)
  const touched = () => {
    if (judge === undefined) void loadJudge().then(setJudge)
  }
  return (
    <div class="password-strength" onFocusIn={touched}>
      {children}
      {strength && <Meter strength={strength} />}
      <p class="password-strength-words" aria-live="polite">
        {strength && (
          <>
            <strong>{strength.words}.</strong> {strength.advice}
          </>
        )}
      </p>
    </div>
  )
}

/** Told by a meter that is not seen, and drawn beside it: browsers draw theirs as they like. */
function Meter({ strength: { step, words } }: { strength: Strength }) {
  return (
    <>
      <meter
        class="unseen"
        aria-label="Password strength"
        min={0}
        max={STRENGTH_STEPS}
        value={step}
        aria-valuetext={`${step} of ${STRENGTH_STEPS}: ${words}`}
      />
      <div class={`password-strength-steps password-strength-${step}`} aria-hidden="true">
        {Array.from({ length: STRENGTH_STEPS }, (_, i) => (
          <span key={i} class={i < step ? 'password-strength-full' : ''} />
        ))}
      </div>
    </>
  )
}

type Judge = typeof import('../state/password-judge.ts')

async function loadJudge(): Promise<Judge | undefined> {
  return await import('../state/password-judge.ts').catch(() => undefined)
}

function useStrength(
  judge: Judge | undefined,
  password: string,
  names: readonly string[],
): Strength | undefined {
  const [strength, setStrength] = useState<Strength>()
  useEffect(() => {
    if (judge === undefined || password === '') return setStrength(undefined)
    const timer = setTimeout(
      () => setStrength(strengthOf(judge.estimate(password, names))),
      REST_MS,
    )
    return () => clearTimeout(timer)
  }, [judge, password, ...names])
  return strength
}
