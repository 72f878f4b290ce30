import { useEffect, useState } from 'preact/hooks'
import { nextExpiry } from '../../state/expiry.ts'
import type { Held } from '../../state/held.ts'

/** Milliseconds that a timer can wait at most. */
const TIMER_MAX_MS = 2 ** 31 - 1

/** The page's clock, which moves on whenever one of these messages disappears, and only then. */
export function useExpiries(events: readonly Held[]): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const next = nextExpiry(events, now)
    if (next === undefined) return
    const wait = Math.min(TIMER_MAX_MS, Math.max(0, next - Date.now()))
    const timer = setTimeout(() => setNow(Date.now()), wait)
    return () => clearTimeout(timer)
  }, [events, now])
  return now
}
