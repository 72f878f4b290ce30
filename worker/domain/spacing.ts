/** Microseconds a frame costs the runtime for each socket it goes to, with room to read besides. */
const SPACING_PER_SOCKET_US = 50

/**
 * How long the next flush has to keep from the last one. A send costs the same whatever its size,
 * so under load fewer, larger frames carry more, and leave turns for reading; a room with one
 * message at a time does not wait at all.
 * @param events in the last flush
 * @param sockets it went to
 * @returns milliseconds
 */
export function spacing(events: number, sockets: number): number {
  return events > 1 ? (sockets * SPACING_PER_SOCKET_US) / 1_000 : 0
}
