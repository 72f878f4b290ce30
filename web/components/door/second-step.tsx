import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { ENDING_MS, firstWay, lastsMs, otherWays, WAYS, type Way } from '../../state/second-step.ts'
import { Button } from '../button.tsx'
import { Complaint } from '../complaint.tsx'
import { CodeForm } from './code-form.tsx'
import { Or } from './or.tsx'
import { usePasskey } from './passkey-sign-in.ts'
import type { SecondQuestion } from './sign-in-form.tsx'
import './second-step.css'

export interface SecondStepProps {
  question: SecondQuestion
  onStartAgain(): void
}

/** The password was right; now something that only its owner has. */
export function SecondStep({ question, onStartAgain }: SecondStepProps) {
  const { token, factors } = question
  const [way, setWay] = useState<Way>(() => firstWay(factors))
  const [complaint, setComplaint] = useState<string>()
  const time = useTime(question)
  const passkey = usePasskey(setComplaint, token)

  if (time.phase === 'over') return <Over onStartAgain={onStartAgain} />
  const others = otherWays(way, factors)
  const turnTo = (next: Way) => {
    setComplaint(undefined)
    setWay(next)
  }
  return (
    <div class="second-step">
      <p class="doorway-why">{WAYS[way].ask}</p>
      <Complaint text={complaint} />
      {way === 'passkey' ? (
        <Focused>
          <Button kind="primary" busy={passkey.busy} onClick={() => void passkey.sign()}>
            Use your passkey
          </Button>
        </Focused>
      ) : (
        <CodeForm key={way} way={way} token={token} onExpired={time.end} />
      )}
      {others.includes('passkey') && (
        <>
          <Or />
          <Button busy={passkey.busy} onClick={() => void passkey.sign()}>
            {WAYS.passkey.turn}
          </Button>
        </>
      )}
      <p class="second-step-others">
        {others.map(
          other =>
            other !== 'passkey' && (
              <Button key={other} kind="text" onClick={() => turnTo(other)}>
                {WAYS[other].turn}
              </Button>
            ),
        )}
        <Button kind="text" onClick={onStartAgain}>
          Start again
        </Button>
      </p>
      <p class="second-step-time" role="status">
        {time.phase === 'ending' && 'Less than a minute is left.'}
      </p>
    </div>
  )
}

function Over({ onStartAgain }: { onStartAgain(): void }) {
  return (
    <div class="second-step">
      <Complaint text="This took too long. Sign in again, then you have five minutes for the code." />
      <Focused>
        <Button kind="primary" onClick={onStartAgain}>
          Start again
        </Button>
      </Focused>
    </div>
  )
}

/** What had the focus is gone: it goes on to the button in here. */
function Focused({ children }: { children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => place.current?.querySelector('button')?.focus(), [])
  return (
    <div class="second-step-focused" ref={place}>
      {children}
    </div>
  )
}

type Phase = 'open' | 'ending' | 'over'

function useTime({ expiresAt }: SecondQuestion): { phase: Phase; end(): void } {
  const [phase, setPhase] = useState<Phase>('open')
  useEffect(() => {
    const left = lastsMs(expiresAt, Date.now())
    const ending = setTimeout(() => setPhase('ending'), Math.max(0, left - ENDING_MS))
    const over = setTimeout(() => setPhase('over'), left)
    return () => {
      clearTimeout(ending)
      clearTimeout(over)
    }
  }, [expiresAt])
  return { phase, end: () => setPhase('over') }
}
