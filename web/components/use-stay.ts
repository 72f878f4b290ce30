import { useEffect, useState } from 'preact/hooks'
import { putAway, type Toast } from '../state/toast.ts'

/** Milliseconds that something said in passing stays; longer where it can be undone. */
const STAYS_MS = 5_000
const UNDO_STAYS_MS = 12_000

/** Puts away what was said after a while, in which nobody held it and the page was not hidden. */
export function useStay(shown: Toast, isHeld: boolean): void {
  const isVisible = useVisible()
  useEffect(() => {
    if (isHeld || !isVisible) return
    const stays = shown.undo === undefined ? STAYS_MS : UNDO_STAYS_MS
    const timer = setTimeout(() => putAway(shown), stays)
    return () => clearTimeout(timer)
  }, [shown, isHeld, isVisible])
}

function useVisible(): boolean {
  const [isVisible, setVisible] = useState(isPageVisible)
  useEffect(() => {
    const look = () => setVisible(isPageVisible())
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return isVisible
}

function isPageVisible(): boolean {
  return document.visibilityState === 'visible'
}
