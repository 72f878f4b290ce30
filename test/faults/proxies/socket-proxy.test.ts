import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { Seed } from '../seed.ts'
import { until, wait } from '../until.ts'
import { SocketProxy } from './socket-proxy.ts'

let server: WebSocketServer
let proxy: SocketProxy
let heard: string[]
let told: string[]

/** The other end answers what it hears with the same. */
beforeEach(async () => {
  heard = []
  told = []
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  server.on('connection', socket =>
    socket.on('message', data => {
      heard.push(String(data))
      socket.send(String(data))
    }),
  )
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  proxy = await SocketProxy.start(`http://127.0.0.1:${port}`, new Seed(1))
})
afterEach(async () => {
  await proxy.close()
  for (const client of server.clients) client.terminate()
  server.close()
})

function dial(): { socket: WebSocket; ended: Promise<number> } {
  const socket = new WebSocket(proxy.url.replace('http', 'ws'))
  socket.on('message', data => told.push(String(data)))
  socket.on('error', () => {})
  return { socket, ended: new Promise(resolve => socket.on('close', resolve)) }
}

async function open() {
  const dialled = dial()
  await once(dialled.socket, 'open')
  return dialled
}

describe('a proxy in front of sockets', () => {
  it('passes frames on in order, and the code of the end', async () => {
    const { socket, ended } = await open()
    for (const text of ['1', '2', '3']) socket.send(text)
    await until('all came back', () => told.length === 3)
    expect([heard, told]).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
    ])
    for (const client of server.clients) client.close(4011, 'bye')
    expect(await ended).toBe(4011)
  })

  it.each(['refuse', 'busy'] as const)('keeps sockets from opening: %s', async kind => {
    proxy.inflict({ kind })
    const { ended, socket } = dial()
    let opened = false
    socket.on('open', () => {
      opened = true
    })
    expect(await ended).toBe(1006)
    expect(opened).toBe(false)
  })

  it('cuts them once they are open', async () => {
    proxy.inflict({ kind: 'cut-open' })
    expect(await (await open()).ended).toBe(1006)
  })

  it('cuts between a frame and its answer', async () => {
    const { socket, ended } = await open()
    proxy.inflict({ kind: 'cut-answer' })
    socket.send('arrives')
    expect(await ended).toBe(1006)
    expect([heard, told]).toEqual([['arrives'], []])
  })

  it('breaks a frame off in its middle', async () => {
    const { socket, ended } = await open()
    proxy.inflict({ kind: 'cut-frame' })
    socket.send('a long enough answer to be cut in two')
    expect(await ended).toBe(1006)
    expect(told).toEqual([])
  })

  it('leaves a line open and dead, also when all is well again', async () => {
    const { socket } = await open()
    proxy.inflict({ kind: 'half-open' })
    socket.send('lost')
    await wait(100)
    proxy.heal()
    socket.send('lost too')
    await wait(100)
    expect([heard, told]).toEqual([[], []])
    expect(socket.readyState).toBe(WebSocket.OPEN)
  })

  it('repeats frames, either way', async () => {
    const { socket } = await open()
    proxy.inflict({ kind: 'repeat' })
    socket.send('1')
    await until('it came back', () => told.length === 4)
    expect([heard, told]).toEqual([
      ['1', '1'],
      ['1', '1', '1', '1'],
    ])
  })

  it('swaps frames', async () => {
    const { socket } = await open()
    proxy.inflict({ kind: 'reorder' })
    socket.send('1')
    socket.send('2')
    await until('both arrived', () => heard.length === 2)
    expect(heard).toEqual(['2', '1'])
  })

  it('delays frames without changing their order', async () => {
    const { socket } = await open()
    proxy.inflict({ kind: 'delay', ms: 150 })
    socket.send('1')
    await wait(20)
    proxy.heal()
    socket.send('2')
    await until('both arrived', () => heard.length === 2)
    expect(heard).toEqual(['1', '2'])
  })
})
