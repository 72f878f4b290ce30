import type { SocketLike } from '../../protocol/client/socket.ts'
import { CLOSE } from '../../protocol/codes.ts'
import { keepAccess, refreshAccess } from './access.ts'

/**
 * The browser's socket, on the page's own origin, where the session's cookie is. One that is
 * refused because the access token has run out is lost, not ended: the next will have a fresh one.
 */
export function openSocket(path: string): SocketLike {
  let socket: WebSocket | undefined
  let isClosed = false
  const line: SocketLike = {
    send: text => socket?.send(text),
    close: (code, reason) => {
      isClosed = true
      socket?.close(code, reason)
    },
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
  }
  void keepAccess().then(() => {
    if (isClosed) return
    socket = new WebSocket(addressOf(path))
    socket.onopen = () => line.onopen?.()
    socket.onmessage = ({ data }: MessageEvent<unknown>) => line.onmessage?.({ data })
    socket.onclose = ({ code, reason }) => void closed(line, code, reason)
    socket.onerror = () => line.onerror?.()
  })
  return line
}

async function closed(line: SocketLike, code: number, reason: string): Promise<void> {
  const isOver = code !== CLOSE.unauthenticated || (await refreshAccess()) === 'ended'
  line.onclose?.(isOver ? { code, reason } : { code: CLOSE.normal, reason: 'refreshed' })
}

function addressOf(path: string): URL {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url
}
