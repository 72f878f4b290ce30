import type { SocketLike } from '../../protocol/client/socket.ts'

/** The browser's socket to a room, on the page's own origin, where the session's cookie is. */
export function openRoomSocket(room: string): SocketLike {
  const url = new URL(`/api/rooms/${encodeURIComponent(room)}/socket`, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url)
  const line: SocketLike = {
    send: text => socket.send(text),
    close: (code, reason) => socket.close(code, reason),
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
  }
  socket.onopen = () => line.onopen?.()
  socket.onmessage = ({ data }: MessageEvent<unknown>) => line.onmessage?.({ data })
  socket.onclose = ({ code, reason }) => line.onclose?.({ code, reason })
  socket.onerror = () => line.onerror?.()
  return line
}
