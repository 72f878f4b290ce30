import type { Sessions } from './sessions.ts'

/**
 * Hands one serialised frame to every live socket. The platform holds each send until the writes
 * before it are durable, so what anyone reads is stored.
 */
export function fanout(sessions: Sessions, frame: string): void {
  for (const socket of sessions.live) deliver(socket, frame)
}

/** A socket that has closed under us throws; its close event follows and ends the session. */
export function deliver(socket: WebSocket, frame: string): void {
  try {
    socket.send(frame)
  } catch {}
}
