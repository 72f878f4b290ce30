import { mayEdit, type Onlooker } from './deeds.ts'
import { hasExpired } from './expiry.ts'
import type { Held, HeldMessage } from './held.ts'

/** The last thing somebody said in the room itself, if they may still change it. */
export function lastOwn(
  events: readonly Held[],
  who: Onlooker,
  now: number,
): HeldMessage | undefined {
  const last = events.findLast(
    (event): event is HeldMessage =>
      event.type === 'message.sent' &&
      event.by === who.me &&
      event.body !== '' &&
      event.thread === undefined &&
      !hasExpired(event, now),
  )
  return last !== undefined && mayEdit(last, last.by, who, now) ? last : undefined
}
