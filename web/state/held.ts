import type { MessageSent, RoomEvent } from '../../protocol/events.ts'
import type { Address } from '../../protocol/frames.ts'
import type { Message } from '../../protocol/rest.ts'

/**
 * A message as the page holds it: as everything up to `asOf` has left it. Without it, as it was sent. What
 * happens to a message is counted in it, so nothing may happen to it twice.
 */
export type HeldMessage = Message & { asOf?: number }

/** What the page holds of a room's log. */
export type Held = Exclude<RoomEvent, MessageSent> | HeldMessage

/** Up to which seq a message has everything in it. */
export function asOf({ seq, asOf: known }: HeldMessage): number {
  return known ?? seq
}

/** Messages of a page that has in it everything up to `head`. */
export function asOfPage(page: readonly Message[], head: number): HeldMessage[] {
  return page.map(message => ({ ...message, asOf: Math.max(message.seq, head) }))
}

/** The message with a seq, if it is held: by halving, as there may be hundreds. */
export function heldAt(events: readonly Held[], seq: number): HeldMessage | undefined {
  let [from, to] = [0, events.length - 1]
  while (from <= to) {
    const middle = (from + to) >> 1
    const event = events[middle]
    if (event === undefined) return undefined
    if (event.seq === seq) return event.type === 'message.sent' ? event : undefined
    if (event.seq < seq) from = middle + 1
    else to = middle - 1
  }
  return undefined
}

/** Where a message is, for the room to find it. */
export function addressOf({ seq, id }: Address): Address {
  return { seq, id }
}
