/** The part of the platform that keeps sockets while the object sleeps. */
export type SocketHost = Pick<
  DurableObjectState,
  'acceptWebSocket' | 'getWebSockets' | 'getWebSocketAutoResponseTimestamp'
>

/** When sockets were last heard of. */
export class Heard {
  readonly #host: SocketHost
  readonly #spokeAt = new WeakMap<WebSocket, number>()

  constructor(host: SocketHost) {
    this.#host = host
  }

  /** A frame came over the socket. */
  spoke(socket: WebSocket, now: number): void {
    this.#spokeAt.set(socket, now)
  }

  /**
   * Only pings are remembered while the object sleeps: the platform keeps their time with the socket.
   * @param since when the socket came, if that is known
   * @returns milliseconds since 1970
   */
  at(socket: WebSocket, since = 0): number {
    const ping = this.#host.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0
    return Math.max(ping, this.#spokeAt.get(socket) ?? since)
  }
}
