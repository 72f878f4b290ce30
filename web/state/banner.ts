import type { Status } from '../../protocol/client/status.ts'
import { CLOSE } from '../../protocol/codes.ts'

/** Milliseconds without a connection before a person is told: most losses are over by then. */
export const QUIET_MS = 5_000
/** Milliseconds of catching up before a person is told: most of what is missed is one page. */
export const CATCH_UP_QUIET_MS = 1_000

/** How a room lags behind: since it was last live, or opened, and since it catches up, if it does. */
export interface Lag {
  since: number
  catchingUpSince: number | null
}

/** What the banner says; null while there is nothing to say. `retryIn` is whole seconds. */
export type Banner =
  | { kind: 'connecting' }
  | { kind: 'waiting'; why: string; retryIn: number }
  | { kind: 'catching-up'; left: number }
  | null

/** `lag` is null while the room is live. */
export function bannerOf(status: Status, lag: Lag | null, now: number): Banner {
  if (lag === null) return null
  const { since, catchingUpSince } = lag
  if (status.phase === 'catching-up' && catchingUpSince !== null) {
    // A banner that was up already stays up.
    const wasUp = catchingUpSince - since >= QUIET_MS
    if (!wasUp && now - catchingUpSince < CATCH_UP_QUIET_MS) return null
    return { kind: 'catching-up', left: status.left }
  }
  if (now - since < QUIET_MS) return null
  if (status.phase === 'connecting') return { kind: 'connecting' }
  if (status.phase !== 'waiting') return null
  const retryIn = Math.max(1, Math.ceil((status.retryAt - now) / 1_000))
  return { kind: 'waiting', why: WHY[status.code] ?? 'No connection', retryIn }
}

/** What a person can make of how the connection ended; most ends say nothing. */
const WHY: Readonly<Record<number, string>> = {
  [CLOSE.tooMany]: 'Alcove is open in too many tabs',
  [CLOSE.tooSlow]: 'This connection is too slow for the room',
  [CLOSE.restart]: 'The server restarts',
}

/** `lag` after a change of status. */
export function lagAfter(lag: Lag | null, status: Status, now: number): Lag | null {
  const since = lag?.since ?? now
  switch (status.phase) {
    case 'connecting':
    case 'waiting':
      return { since, catchingUpSince: null }
    case 'catching-up':
      return { since, catchingUpSince: lag?.catchingUpSince ?? now }
    case 'live':
    case 'ended':
      return null
    default:
      return status satisfies never
  }
}
