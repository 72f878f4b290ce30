import { useEffect, useRef, useState } from 'preact/hooks'
import type { Refusal } from '../../net/api.ts'
import { loadTurnstile } from '../../net/turnstile.ts'
import { Button } from '../button.tsx'
import { Complaint } from '../complaint.tsx'
import { theme } from '../theme.ts'
import './human-check.css'

/** What a form knows of the check for robots, and what it can do. */
export interface HumanCheckState {
  siteKey: string | null
  /** Proof for one attempt. */
  token: string | undefined
  /** Which attempt this is: a proof is good for one. */
  round: number
  passed(token: string | undefined): void
  /** Begins anew, after an attempt that was refused. */
  again(): void
}

export function useHumanCheck(siteKey: string | null): HumanCheckState {
  const [token, setToken] = useState<string>()
  const [round, setRound] = useState(0)
  const again = () => {
    setToken(undefined)
    setRound(last => last + 1)
  }
  return { siteKey, token, round, passed: setToken, again }
}

/** What somebody is told who is faster than the check. */
export const CHECK_PENDING: Refusal = {
  code: 'human_check_failed',
  message: 'The check for robots is not done yet. Wait for it, then try again.',
  fields: {},
}

/** The widget, on deployments that have one. */
export function HumanCheck({ check, action }: { check: HumanCheckState; action: string }) {
  if (check.siteKey === null) return null
  return <Widget key={theme.value} siteKey={check.siteKey} check={check} action={action} />
}

interface WidgetProps {
  siteKey: string
  check: HumanCheckState
  action: string
}

function Widget({ siteKey, check: { round, passed }, action }: WidgetProps) {
  const place = useRef<HTMLDivElement>(null)
  const [repeats, setRepeats] = useState(0)
  const [failed, setFailed] = useState<number>()
  // Each is a widget of its own: for another attempt to sign in, or another try after a failure.
  const turn = round + repeats

  useEffect(() => {
    const fail = () => {
      passed(undefined)
      setFailed(turn)
      return true
    }
    const ended = show(place.current, { siteKey, action, passed, fail })
    return () => {
      passed(undefined)
      ended()
    }
  }, [siteKey, action, turn])

  return (
    <fieldset class="human-check">
      <legend class="human-check-label">Check for robots</legend>
      <div class="human-check-place" ref={place} hidden={failed === turn} />
      {failed === turn && (
        <>
          <Complaint text="The check does not run here. Something may block challenges.cloudflare.com." />
          <Button kind="text" onClick={() => setRepeats(repeats + 1)}>
            Try the check again
          </Button>
        </>
      )}
    </fieldset>
  )
}

interface Shown {
  siteKey: string
  action: string
  passed(token: string | undefined): void
  fail(): boolean
}

/** @returns what takes the widget away again */
function show(place: HTMLElement | null, { siteKey, action, passed, fail }: Shown): () => void {
  let gone = false
  let remove: (() => void) | undefined
  loadTurnstile().then(turnstile => {
    if (gone || place === null) return
    const id = turnstile.render(place, {
      sitekey: siteKey,
      action,
      theme: theme.value === 'system' ? 'auto' : theme.value,
      size: 'flexible',
      callback: passed,
      'expired-callback': () => passed(undefined),
      'error-callback': fail,
    })
    remove = () => id !== undefined && turnstile.remove(id)
  }, fail)
  return () => {
    gone = true
    remove?.()
  }
}
