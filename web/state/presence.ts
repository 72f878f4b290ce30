import type { Standing } from '../../protocol/inbox-frames.ts'
import { daysBetween } from './day.ts'
import { dateWords } from './moment.ts'

/** How somebody is there: in this room, somewhere else, away from their devices, or not at all. */
export type Presence = 'here' | 'online' | 'away' | 'offline'
export interface There {
  presence: Presence
  /** When they were last there, in milliseconds since 1970, if they are not and it is known. */
  lastSeenAt: number | undefined
}

/** Who is in a room. */
export interface Company {
  here: ReadonlySet<string>
  away: ReadonlySet<string>
  lastSeen: ReadonlyMap<string, number>
}

/** How somebody is there, seen from a room. @param standing how they are anywhere, if that is known */
export function thereIn(
  { here, away, lastSeen }: Company,
  id: string,
  standing: Standing | undefined,
): There {
  if (here.has(id) && !away.has(id)) return { presence: 'here', lastSeenAt: undefined }
  const there = thereAtAll(standing)
  if (there.presence === 'here') return { presence: 'online', lastSeenAt: undefined }
  if (here.has(id)) return { presence: 'away', lastSeenAt: undefined }
  if (there.presence !== 'offline') return there
  const times = [lastSeen.get(id), there.lastSeenAt].filter(at => at !== undefined)
  return { presence: 'offline', lastSeenAt: times.length === 0 ? undefined : Math.max(...times) }
}

/** How somebody is there, seen from no room. */
export function thereAtAll(standing: Standing | undefined): There {
  return { presence: standing?.presence ?? 'offline', lastSeenAt: standing?.lastSeenAt }
}

/** Says in words how somebody is there; nothing of who is not, and nobody knows since when. */
export function thereWords({ presence, lastSeenAt }: There, now: number, locale: string): string {
  if (presence === 'here') return 'here now'
  if (presence !== 'offline') return presence
  return lastSeenAt === undefined
    ? ''
    : lastSeenWords(lastSeenAt, Math.max(now, lastSeenAt), locale)
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
