import { daysBetween } from './day.ts'
import { dateWords } from './moment.ts'

/** How somebody is there: at their device, away from it, or not at all. */
export type Presence = 'here' | 'away' | 'offline'
export interface There {
  presence: Presence
  /** When they were last here, in milliseconds since 1970, if they are not and it is known. */
  lastSeenAt: number | undefined
}

export function presenceOf(
  id: string,
  here: ReadonlySet<string>,
  away: ReadonlySet<string>,
): Presence {
  if (!here.has(id)) return 'offline'
  return away.has(id) ? 'away' : 'here'
}

/** When somebody was last there, as one would say it. @param at milliseconds since 1970 */
export function lastSeenWords(at: number, now: number, locale: string): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return 'last seen just now'
  if (minutes < 60) return `last seen ${count(minutes, 'minute')} ago`
  if (minutes < 24 * 60) return `last seen ${count(Math.floor(minutes / 60), 'hour')} ago`
  const days = Math.max(1, daysBetween(at, now))
  return days < 30 ? `last seen ${count(days, 'day')} ago` : `last seen on ${dateWords(at, locale)}`
}

function count(n: number, unit: string): string {
  return n === 1 ? `${unit === 'hour' ? 'an' : 'a'} ${unit}` : `${n} ${unit}s`
}

/** When people were last here, with those who have just gone. */
export function withGone(
  lastSeen: ReadonlyMap<string, number>,
  before: ReadonlySet<string>,
  here: ReadonlySet<string>,
  now: number,
): ReadonlyMap<string, number> {
  const gone = [...before].filter(id => !here.has(id))
  return gone.length === 0
    ? lastSeen
    : new Map([...lastSeen, ...gone.map(id => [id, now] as const)])
}
