import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '../net/api.ts'

export type LoadedState<T> =
  | { phase: 'loading' }
  | { phase: 'failed'; message: string }
  | { phase: 'here'; value: T }

export interface Loaded<T> {
  state: LoadedState<T>
  /** Asks again. What is here stays when there is no answer. */
  reload(): Promise<void>
  set(value: T): void
}

/** Something of the server's that a page shows, asked for when the page opens and when back online. */
export function useLoaded<T>(load: () => Promise<Answer<T>>): Loaded<T> {
  const [state, setState] = useState<LoadedState<T>>({ phase: 'loading' })
  const isGone = useRef(false)

  async function reload() {
    setState(now => (now.phase === 'failed' ? { phase: 'loading' } : now))
    const answer = await load()
    if (isGone.current) return
    setState(now => {
      if (answer.ok) return { phase: 'here', value: answer.value }
      return now.phase === 'here' ? now : { phase: 'failed', message: answer.refusal.message }
    })
  }

  useEffect(() => {
    const ask = () => void reload()
    ask()
    addEventListener('online', ask)
    return () => {
      isGone.current = true
      removeEventListener('online', ask)
    }
  }, [])
  return { state, reload, set: value => setState({ phase: 'here', value }) }
}

/** How many there are of what is loaded; undefined until it is. */
export function countOf({ state }: Loaded<readonly unknown[]>): number | undefined {
  return state.phase === 'here' ? state.value.length : undefined
}
