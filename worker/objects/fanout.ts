/**
 * Hands one serialised frame to many sockets. The platform holds each send until the writes before
 * it are durable, so what anyone reads is stored.
 */
export function fanout(sockets: Iterable<WebSocket>, frame: string): void {
  for (const socket of sockets) deliver(socket, frame)
}

/** A socket that has closed under us throws; its close event follows and ends the session. */
export function deliver(socket: WebSocket, frame: string): void {
  try {
    socket.send(frame)
  } catch {}
}
