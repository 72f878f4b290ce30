import type { RoomEvent } from '../../protocol/events.ts'

/**
 * UTF-16 units of bodies in one page. A unit becomes at most six of JSON, so a page stays below
 * what a socket may leave unread, and pages of long messages hold fewer of them.
 */
export const PAGE_MAX_UNITS = 524_288

/** The first of these events that make a page: at least one, if there is one. */
export function fitting<E extends RoomEvent>(events: readonly E[]): E[] {
  let units = 0
  const end = events.findIndex((event, index) => {
    units += 'body' in event ? event.body.length : 0
    return index > 0 && units > PAGE_MAX_UNITS
  })
  return events.slice(0, end === -1 ? events.length : end)
}
