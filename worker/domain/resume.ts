/** What a client holds, by its own word. */
export interface Held {
  epoch: string
  lastSeq: number
}

/** `fresh`: it holds nothing. `reset`: what it holds is not this log. Else: what comes after. */
export type Resumption = { kind: 'fresh' } | { kind: 'reset' } | { kind: 'after'; seq: number }

/**
 * Decides what a hello gets. A log that was restored to an earlier moment has a new epoch; a
 * client ahead of the head holds events that no longer exist.
 */
export function resumption(
  held: Held | undefined,
  log: { epoch: string; head: number },
): Resumption {
  if (held === undefined) return { kind: 'fresh' }
  if (held.epoch !== log.epoch || held.lastSeq > log.head) return { kind: 'reset' }
  return { kind: 'after', seq: held.lastSeq }
}
