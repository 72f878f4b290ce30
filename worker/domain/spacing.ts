/** Microseconds a frame costs the runtime for each socket it goes to, with room to read besides. */
const SPACING_PER_SOCKET_US = 50
/** Milliseconds that a flush is worth waiting for in a room of any size: an insert costs, too. */
const SPACING_MIN_MS = 2

/**
 * How far apart the flushes of a busy room keep. A send costs the same whatever its size, so under
 * load fewer, larger frames carry more, and leave turns for reading.
 * @param sockets that a flush goes to
 * @returns milliseconds
 */
export function spacing(sockets: number): number {
  return Math.max(SPACING_MIN_MS, (sockets * SPACING_PER_SOCKET_US) / 1_000)
}
