import type { PresenceFrame } from '../../../protocol/frames.ts'
import type { Effect } from '../effects.ts'

/** Somebody has turned away from a device, or is back at it. */
export function presence({ away }: PresenceFrame): Effect[] {
  return [{ kind: 'turned', isAway: away }]
}
