import type { Presence } from '../../protocol/inbox-frames.ts'
import { ANYWHERE_LEASE_MS } from '../../protocol/limits.ts'

/** How much somebody is there. */
const RANK: Record<Presence, number> = { offline: 0, away: 1, here: 2 }

/** Whether one is less there than the other says. */
export function isLess(presence: Presence, than: Presence): boolean {
  return RANK[presence] < RANK[than]
}

/**
 * How somebody is there by their devices: those count that were heard of within the lease, as one that vanishes
 * may leave its socket open.
 * @param devices when each was last heard of, in milliseconds since 1970, and whether its person has turned away
 */
export function presenceBy(
  devices: Iterable<{ heardAt: number; isAway: boolean }>,
  now: number,
): Presence {
  let presence: Presence = 'offline'
  for (const { heardAt, isAway } of devices)
    if (now - heardAt >= ANYWHERE_LEASE_MS) continue
    else if (isAway) presence = 'away'
    else return 'here'
  return presence
}
