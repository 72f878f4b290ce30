import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { Seed } from '../seed.ts'

/** What happens to sockets. Those that are open already meet with it at their next frame. */
export type SocketFault =
  | { kind: 'none' }
  /** New ones are reset before the upgrade. */
  | { kind: 'refuse' }
  /** New ones are answered with 503. */
  | { kind: 'busy' }
  /** New ones are cut right after the 101. */
  | { kind: 'cut-open' }
  /** The next frame from the room breaks off in its middle. */
  | { kind: 'cut-frame' }
  /** What a client sends next arrives; the line is cut before the room's answer. */
  | { kind: 'cut-answer' }
  /** Looks open, and nothing gets through any more, even afterwards. */
  | { kind: 'half-open' }
  /** Frames take so much longer, either way. */
  | { kind: 'delay'; ms: number }
  /** Every frame comes twice, either way. */
  | { kind: 'repeat' }
  /** Every other frame is overtaken by the next, either way. */
  | { kind: 'reorder' }

const CALM: SocketFault = { kind: 'none' }
/** Milliseconds a frame waits to be overtaken. */
const OVERTAKE_WAIT_MS = 50
/** Codes that a peer may send (RFC 6455 §7.4.1); others are an abrupt end. */
const isSendable = (code: number) => code === 1000 || (code >= 3000 && code < 5000)

/** Stands in front of a server's WebSockets and lets some meet with a fault. */
export class SocketProxy {
  readonly url: string
  /** Sockets or frames that met with the present fault. */
  hits = 0
  #fault: SocketFault = CALM
  #share = 1
  readonly #target: string
  readonly #seed: Seed
  readonly #server: Server
  readonly #upgrades = new WebSocketServer({ noServer: true })
  readonly #links = new Set<Link>()

  private constructor(target: string, seed: Seed, server: Server) {
    this.#target = target.replace(/^http/, 'ws')
    this.#seed = seed
    this.#server = server
    const address = server.address()
    this.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    server.on('upgrade', (asked, socket, head) => this.#upgrade(asked, socket, head))
  }

  static async start(target: string, seed: Seed): Promise<SocketProxy> {
    const server = createServer((_, answer) => answer.writeHead(404).end())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new SocketProxy(target, seed, server)
  }

  /** @param share of the sockets or frames that meet with it, from 0 to 1 */
  inflict(fault: SocketFault, share = 1): void {
    this.hits = 0
    this.#fault = fault
    this.#share = share
  }

  heal(): void {
    this.#fault = CALM
  }

  /** Cuts every open line, without a word. */
  cutAll(): void {
    for (const link of this.#links) link.cut()
  }

  async close(): Promise<void> {
    this.cutAll()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  /** The fault that the next socket or frame meets with. */
  meet(): SocketFault {
    if (this.#fault.kind === 'none' || this.#seed.next() >= this.#share) return CALM
    this.hits += 1
    return this.#fault
  }

  /** Looks whether the fault is one of a kind, without meeting with it. */
  is(kind: SocketFault['kind']): boolean {
    return this.#fault.kind === kind
  }

  #upgrade(asked: IncomingMessage, raw: Duplex, head: Buffer): void {
    raw.on('error', () => {})
    const opening = OPENING.has(this.#fault.kind) ? this.meet().kind : 'none'
    if (opening === 'refuse') return void raw.destroy()
    if (opening === 'busy') return void raw.end('HTTP/1.1 503 Service Unavailable\r\n\r\n')
    this.#upgrades.handleUpgrade(asked, raw, head, client => {
      if (opening === 'cut-open') raw.destroy()
      else this.#link(asked, client, raw)
    })
  }

  #link(asked: IncomingMessage, client: WebSocket, raw: Duplex): void {
    const { origin = '', cookie = '' } = asked.headers
    const room = new WebSocket(this.#target + asked.url, { headers: { origin, cookie } })
    const link = new Link(this, client, room, raw)
    this.#links.add(link)
    client.on('close', () => this.#links.delete(link))
  }
}

const OPENING: ReadonlySet<SocketFault['kind']> = new Set(['refuse', 'busy', 'cut-open'])

/** One line: the client's end and the room's. */
class Link {
  readonly #proxy: SocketProxy
  readonly #room: WebSocket
  readonly #raw: Duplex
  readonly #early: string[] = []
  #isDead = false
  #cutsNext = false

  constructor(proxy: SocketProxy, client: WebSocket, room: WebSocket, raw: Duplex) {
    this.#proxy = proxy
    this.#room = room
    this.#raw = raw
    for (const end of [client, room]) end.on('error', () => this.cut())
    room.on('open', () => {
      for (const text of this.#early.splice(0)) room.send(text)
    })
    const toRoom = new Way(text => {
      if (room.readyState === WebSocket.CONNECTING) this.#early.push(text)
      else if (room.readyState === WebSocket.OPEN) room.send(text)
    })
    const toClient = new Way(text => {
      if (client.readyState === WebSocket.OPEN) client.send(text)
    })
    client.on('message', data => this.#fromClient(String(data), toRoom))
    room.on('message', data => this.#fromRoom(String(data), toClient))
    client.on('close', (code, reason) => pass(room, code, reason))
    room.on('close', (code, reason) => {
      if (!this.#isDead) pass(client, code, reason)
    })
  }

  cut(): void {
    this.#raw.destroy()
    this.#room.terminate()
  }

  #fromClient(text: string, way: Way): void {
    const fault = this.#proxy.is('cut-frame') ? CALM : this.#proxy.meet()
    if (fault.kind === 'half-open') this.#isDead = true
    if (this.#isDead) return
    if (fault.kind === 'cut-answer' && text !== 'ping') this.#cutsNext = true
    way.carry(text, fault)
  }

  #fromRoom(text: string, way: Way): void {
    if (this.#cutsNext) {
      this.cut()
      return
    }
    const fault = this.#proxy.is('cut-answer') ? CALM : this.#proxy.meet()
    if (fault.kind === 'half-open') this.#isDead = true
    if (this.#isDead) return
    if (fault.kind === 'cut-frame') this.#breakOff(text)
    else way.carry(text, fault)
  }

  /** Half of a text frame, as the wire has it (RFC 6455 §5.2), and then nothing. */
  #breakOff(text: string): void {
    const payload = Buffer.from(text)
    const head = Buffer.alloc(10)
    head[0] = 0x81
    head[1] = 127
    head.writeBigUInt64BE(BigInt(payload.length), 2)
    const half = payload.subarray(0, Math.floor(payload.length / 2))
    this.#raw.write(Buffer.concat([head, half]), () => this.cut())
  }
}

/** One direction of a line. What is not overtaken on purpose keeps its order. */
class Way {
  readonly #deliver: (text: string) => void
  #held: { text: string; timer: NodeJS.Timeout } | undefined
  readonly #queue: { text: string; due: number }[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(deliver: (text: string) => void) {
    this.#deliver = deliver
  }

  carry(text: string, fault: SocketFault): void {
    if (fault.kind === 'reorder' && this.#held === undefined) {
      const timer = setTimeout(() => this.#release(), OVERTAKE_WAIT_MS)
      this.#held = { text, timer }
      return
    }
    this.#later(text, fault.kind === 'delay' ? fault.ms : 0)
    if (fault.kind === 'repeat') this.#later(text, 0)
    this.#release()
  }

  #release(): void {
    const held = this.#held
    this.#held = undefined
    if (held === undefined) return
    clearTimeout(held.timer)
    this.#later(held.text, 0)
  }

  /** Never before what was sent earlier. */
  #later(text: string, ms: number): void {
    this.#queue.push({ text, due: performance.now() + ms })
    if (this.#timer === undefined) this.#drain()
  }

  #drain(): void {
    this.#timer = undefined
    const now = performance.now()
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      if (next.due > now) {
        this.#timer = setTimeout(() => this.#drain(), next.due - now)
        return
      }
      this.#queue.shift()
      this.#deliver(next.text)
    }
  }
}

function pass(end: WebSocket, code: number, reason: Buffer): void {
  if (isSendable(code)) end.close(code, reason)
  else end.terminate()
}
