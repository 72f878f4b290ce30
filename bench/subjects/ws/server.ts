import { once } from 'node:events'
import { WebSocket, WebSocketServer } from 'ws'

// The floor of Node: what comes in from a room goes out to the room. Nothing is read, checked or
// kept, so whatever a chat costs beyond this, it costs for what it does.

process.on('disconnect', () => process.exit())

const rooms = new Map<string, Set<WebSocket>>()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })

server.on('connection', (socket, request) => {
  const room = enter(request.url ?? '/', socket)
  socket.on('message', (data, isBinary) => {
    if (isBinary) return
    for (const other of room)
      if (other.readyState === WebSocket.OPEN) other.send(data, { binary: false })
  })
  socket.on('close', () => room.delete(socket))
  // A socket that breaks is closed right after.
  socket.on('error', () => {})
})

function enter(name: string, socket: WebSocket): Set<WebSocket> {
  const room = rooms.get(name) ?? new Set()
  rooms.set(name, room.add(socket))
  return room
}

await once(server, 'listening')
const address = server.address()
if (address === null || typeof address === 'string') throw new Error('no port to listen on')
process.send?.({ port: address.port })
