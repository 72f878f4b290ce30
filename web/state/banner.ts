import type { Status } from '../../protocol/client/status.ts'

/** Milliseconds without a connection before a person is told: most losses are over by then. */
export const QUIET_MS = 5_000

/** What the banner says; null while there is nothing to say. `retryIn` is whole seconds. */
export type Banner = { kind: 'connecting' } | { kind: 'waiting'; retryIn: number } | null

/** `downSince` is when the room was last live, or when it was opened; null while it is live. */
export function bannerOf(status: Status, downSince: number | null, now: number): Banner {
  if (downSince === null || now - downSince < QUIET_MS) return null
  if (status.phase === 'connecting') return { kind: 'connecting' }
  if (status.phase !== 'waiting') return null
  return { kind: 'waiting', retryIn: Math.max(1, Math.ceil((status.retryAt - now) / 1_000)) }
}

/** `downSince` after a change of status. Catching up is a connection. */
export function downAfter(downSince: number | null, status: Status, now: number): number | null {
  if (status.phase === 'connecting' || status.phase === 'waiting') return downSince ?? now
  return null
}
