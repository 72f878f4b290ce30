import type { Held, HeldMessage } from './held.ts'

/** Whether the time of a message is over, by the page's clock: nobody waits for the room to say so. */
export function hasExpired({ expiresAt }: Pick<HeldMessage, 'expiresAt'>, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now
}

/** When the next message disappears (milliseconds since 1970), if any does. */
export function nextExpiry(events: readonly Held[], now: number): number | undefined {
  let next: number | undefined
  for (const event of events) {
    if (event.type !== 'message.sent' || event.expiresAt === undefined) continue
    if (event.expiresAt > now && event.expiresAt < (next ?? Infinity)) next = event.expiresAt
  }
  return next
}
