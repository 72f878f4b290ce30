import type { Held } from './held.ts'

const TELLING: ReadonlySet<string> = new Set([
  'message.pinned',
  'message.edited',
  'message.deleted',
  'message.restored',
])

/** The seq of the last event by which the list of what is pinned may have become another; 0 for none. */
export function pinsTold(events: readonly Held[]): number {
  return events.findLast(({ type }) => TELLING.has(type))?.seq ?? 0
}
