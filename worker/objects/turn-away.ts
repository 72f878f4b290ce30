import { CLOSE, type CloseCode } from '../../protocol/codes.ts'
import type { SocketHost } from './heard.ts'

/**
 * Closes a socket that is not let in. A browser cannot see why an upgrade failed; it can see why a socket
 * closed. Accepted for hibernation: were it not, a peer that never answers the close would keep the object awake.
 */
export function turnAway(
  host: Pick<SocketHost, 'acceptWebSocket'>,
  socket: WebSocket,
  code: CloseCode,
): void {
  host.acceptWebSocket(socket)
  // Behind the 101: closed before it, the code would be lost on the way.
  setTimeout(() => socket.close(code, REASONS[code]), 0)
}

const REASONS: Partial<Record<CloseCode, string>> = {
  [CLOSE.noSuchRoom]: 'no such room',
  [CLOSE.forbidden]: 'not for you',
  [CLOSE.unauthenticated]: 'signed out',
}
