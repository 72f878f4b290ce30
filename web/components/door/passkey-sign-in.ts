import { useEffect, useRef, useState } from 'preact/hooks'
import { CHALLENGE_MS } from '../../../protocol/limits.ts'
import { dropPasskey, fillsInPasskeys, signInByPasskey } from '../../net/passkey.ts'

/** Hears why nobody got in; undefined takes back what was said before. */
export type Complain = (message: string | undefined) => void

export interface PasskeyButton {
  busy: boolean
  sign(): Promise<void>
}

/** A passkey by a button. Who gets in is gone from the page. */
export function usePasskey(complain: Complain, token?: string): PasskeyButton {
  const [busy, setBusy] = useState(false)
  async function sign(): Promise<void> {
    if (busy) return
    setBusy(true)
    complain(undefined)
    const answer = await signInByPasskey(token === undefined ? {} : { token })
    setBusy(false)
    if (answer !== undefined && !answer.ok) complain(answer.refusal.message)
  }
  return { busy, sign }
}

/** The same, and among the names that the browser fills in, until the button is pressed. */
export function usePasskeyOrAutofill(complain: Complain): PasskeyButton {
  const autofill = useRef<Autofill>(undefined)
  const { busy, sign } = usePasskey(complain)
  useEffect(() => {
    autofill.current = new Autofill(complain)
    return () => autofill.current?.end()
  }, [])
  return { busy, sign: () => sign().then(() => autofill.current?.offer()) }
}

/**
 * Keeps passkeys on offer. The question behind them lasts minutes, a page may stand for hours: it is
 * posed anew when a person comes back to it.
 */
class Autofill {
  readonly #complain: Complain
  #askedAt = 0
  #ended = false

  constructor(complain: Complain) {
    this.#complain = complain
    document.addEventListener('visibilitychange', this.#cameBack)
    void this.offer()
  }

  async offer(): Promise<void> {
    if (!(await fillsInPasskeys()) || this.#ended) return
    this.#askedAt = Date.now()
    const answer = await signInByPasskey({ autofill: true })
    if (this.#ended || answer === undefined || answer.ok) return
    const { code, message } = answer.refusal
    // Nobody asked for anything until they chose a passkey: only what follows that is worth a word.
    if (code === 'challenge_expired' || code === 'passkey_refused') this.#complain(message)
    if (code === 'challenge_expired') await this.offer()
  }

  end(): void {
    this.#ended = true
    document.removeEventListener('visibilitychange', this.#cameBack)
    void dropPasskey()
  }

  readonly #cameBack = () => {
    const isOld = Date.now() > this.#askedAt + CHALLENGE_MS
    if (document.visibilityState === 'visible' && isOld) void this.offer()
  }
}
