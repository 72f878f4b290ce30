const MINUTE_MS = 60_000
const WORDS = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' })

/** How long ago something was, roughly. Both in milliseconds since 1970. */
export function agoWords(at: number, now: number): string {
  const minutes = Math.floor((now - at) / MINUTE_MS)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return WORDS.format(-minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? WORDS.format(-hours, 'hour') : WORDS.format(-Math.floor(hours / 24), 'day')
}
