import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '../net/api.ts'

/** Milliseconds after the last letter until what is typed is looked for. */
const PAUSE_MS = 200

export interface Page<T> {
  items: readonly T[]
  /** Where the next one begins; null at the end. */
  after: string | null
}

export interface Pages<T> {
  items: readonly T[]
  phase: 'loading' | 'here' | 'failed'
  /** Why the last page did not come. */
  message: string | undefined
  hasMore: boolean
  busy: boolean
  /** The next page; the first one again, when that did not come. */
  next(): void
  set(items: readonly T[]): void
}

/**
 * A list that comes page by page: anew whenever what is looked for has changed, once nobody types any more.
 * What is here stays until something else is.
 */
export function usePages<T>(
  sought: string,
  load: (after: string | undefined) => Promise<Answer<Page<T>>>,
): Pages<T> {
  const [items, setItems] = useState<readonly T[]>([])
  const [after, setAfter] = useState<string | null>(null)
  const [phase, setPhase] = useState<Pages<T>['phase']>('loading')
  const [message, setMessage] = useState<string>()
  const [busy, setBusy] = useState(false)
  const round = useRef(0)

  async function ask(from: string | undefined) {
    const asked = round.current
    setBusy(true)
    const answer = await load(from)
    if (asked !== round.current) return
    setBusy(false)
    setMessage(answer.ok ? undefined : answer.refusal.message)
    if (!answer.ok) return setPhase(now => (now === 'here' ? now : 'failed'))
    setItems(held => (from === undefined ? answer.value.items : [...held, ...answer.value.items]))
    setAfter(answer.value.after)
    setPhase('here')
  }

  useEffect(() => {
    round.current += 1
    const isFirst = round.current === 1
    const timer = setTimeout(() => void ask(undefined), isFirst ? 0 : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [sought])
  useEffect(
    () => () => {
      round.current = -1
    },
    [],
  )
  return {
    items,
    phase,
    message,
    hasMore: after !== null,
    busy,
    next: () => {
      if (!busy) void ask(phase === 'here' ? (after ?? undefined) : undefined)
    },
    set: setItems,
  }
}
