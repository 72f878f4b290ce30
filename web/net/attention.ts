import { signal } from '@preact/signals'
import { AWAY_AFTER_MS } from '../../protocol/limits.ts'

/** What a hand on the device does to the page. */
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Whether the person has turned away: from the page, or from the device for a while. */
export const isAway = signal(false)

let touchedAt = Date.now()
let timer: ReturnType<typeof setTimeout> | undefined
let watchers = 0

/** Watches until what it returns is called. */
export function watchAttention(): () => void {
  watchers += 1
  const touched = () => {
    touchedAt = Date.now()
    if (isAway.peek()) look()
  }
  const seen = () => {
    // Whoever brings the page back has a hand on the device.
    if (document.visibilityState === 'visible') touchedAt = Date.now()
    look()
  }
  for (const sign of SIGNS) addEventListener(sign, touched, { passive: true })
  document.addEventListener('visibilitychange', seen)
  seen()
  return () => {
    for (const sign of SIGNS) removeEventListener(sign, touched)
    document.removeEventListener('visibilitychange', seen)
    watchers -= 1
    if (watchers === 0) clearTimeout(timer)
  }
}

/** Looks again when it may have become different; every stroke and move only notes its time. */
function look(): void {
  clearTimeout(timer)
  const left = touchedAt + AWAY_AFTER_MS - Date.now()
  isAway.value = document.visibilityState !== 'visible' || left <= 0
  if (!isAway.peek()) timer = setTimeout(look, Math.min(left, AWAY_AFTER_MS))
}
