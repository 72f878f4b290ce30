import type { RoomEvent } from '../../../protocol/events.ts'

/** Who has said something, whoever spoke last first. */
export function speakersIn(events: readonly RoomEvent[]): string[] {
  const said = events.filter(event => event.type === 'message.sent')
  return [...new Set(said.map(({ by }) => by).reverse())]
}
