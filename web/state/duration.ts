const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** "10 minutes", "an hour": in the largest unit of which there is at least one, rounded up a little. */
export function durationWords(ms: number): string {
  if (ms < MINUTE_MS) return counted(Math.max(1, Math.ceil(ms / 1_000)), 'second', 'a second')
  if (ms < HOUR_MS) return counted(Math.round(ms / MINUTE_MS), 'minute', 'a minute')
  if (ms < DAY_MS) return counted(Math.round(ms / HOUR_MS), 'hour', 'an hour')
  return counted(Math.round(ms / DAY_MS), 'day', 'a day')
}

function counted(count: number, unit: string, one: string): string {
  return count === 1 ? one : `${count} ${unit}s`
}
