import type { ComponentChildren } from 'preact'
import { Button } from './button.tsx'
import type { Loaded } from './use-loaded.ts'
import './loading.css'

export interface LoadingProps<T> {
  of: Loaded<T>
  /** Lines to hold the place with while it comes. */
  lines?: number
  children(value: T): ComponentChildren
}

/** What is shown while something comes, when it does not, and when it has. */
export function Loading<T>({ of, lines = 2, children }: LoadingProps<T>) {
  const { state } = of
  if (state.phase === 'here') return <>{children(state.value)}</>
  if (state.phase === 'failed')
    return (
      <div class="loading-failed" role="alert">
        <p>{state.message}</p>
        <Button onClick={() => void of.reload()}>Try again</Button>
      </div>
    )
  return (
    <div class="loading" role="status">
      <span class="unseen">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <span class="loading-line" key={line} />
      ))}
    </div>
  )
}
