import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { RawSocket } from '../../../bench/generator/raw-socket.ts'

let server: WebSocketServer
let seat: { url: string; headers: Record<string, string> }
let isOpenToAll: boolean

beforeEach(async () => {
  isOpenToAll = true
  server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: (_: unknown, done: (isGood: boolean, code: number) => void) =>
      done(isOpenToAll, 401),
  })
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'string' ? address : address?.port
  seat = { url: `ws://127.0.0.1:${port}/room?a=b`, headers: { cookie: 'sid=1' } }
})
afterEach(() => {
  for (const client of server.clients) client.terminate()
  server.close()
})

/** A socket to the server, what it hears, and the server's end of it. */
async function meet() {
  const heard: string[] = []
  const ends: string[] = []
  const opened = Promise.withResolvers<void>()
  const connected = Promise.withResolvers<{ peer: WebSocket; request: IncomingMessage }>()
  server.once('connection', (peer, request) => connected.resolve({ peer, request }))
  const socket = new RawSocket(seat, {
    open: () => opened.resolve(),
    text: payload => heard.push(payload.toString()),
    close: reason => ends.push(reason),
  })
  await opened.promise
  return { socket, heard, ends, ...(await connected.promise) }
}

test('says and hears texts of any length, in order', async () => {
  const { socket, heard, peer, request } = await meet()
  peer.on('message', data => peer.send(String(data)))
  const texts = ['', 'ping', 'ä'.repeat(63), 'x'.repeat(126), 'y'.repeat(65_535)]
  for (const text of texts) socket.send(text)
  await expect.poll(() => heard).toEqual(texts)
  expect(request.url).toBe('/room?a=b')
  expect(request.headers.cookie).toBe('sid=1')
  expect(socket.received).toBeGreaterThan(65_535)
  socket.close()
})

test('hears what is said in the same breath as the greeting', async () => {
  server.on('connection', peer => peer.send('welcome'))
  const { heard } = await meet()
  await expect.poll(() => heard).toEqual(['welcome'])
})

test('answers a ping, and tells once with what code it was closed', async () => {
  const { ends, peer } = await meet()
  peer.ping('still there?')
  expect(String((await once(peer, 'pong'))[0])).toBe('still there?')
  peer.close(4009, 'too slow')
  await expect.poll(() => ends).toEqual(['closed with 4009 too slow'])
})

test('tells of a server that does not let it in', async () => {
  isOpenToAll = false
  const ends: string[] = []
  new RawSocket(seat, { open() {}, text() {}, close: reason => ends.push(reason) })
  await expect.poll(() => ends[0]).toContain('401')
})
