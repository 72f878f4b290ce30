import { createHash, randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import type { Seat } from '../subjects/subject.ts'
import { clientFrame, FrameReader, OPCODE } from './frames.ts'

/** What the kernel hands over at once; every socket reads into the same memory, one after the other. */
const READ_BYTES = 1_048_576
const memory = Buffer.allocUnsafe(READ_BYTES)
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export interface RawSocketEvents {
  open(): void
  /** @param payload valid until it returns */
  text(payload: Buffer): void
  /** Once, whoever ended it. */
  close(reason: string): void
}

/** A WebSocket without anything between it and the wire: no extensions, no buffers of its own. */
export class RawSocket {
  readonly #socket: Socket
  readonly #events: RawSocketEvents
  readonly #frames: FrameReader
  readonly #key = randomBytes(16).toString('base64')
  #head = ''
  #isOpen = false
  #isClosed = false
  /** Bytes that came off the wire, the handshake's own left out. */
  received = 0

  constructor(seat: Pick<Seat, 'url' | 'headers'>, events: RawSocketEvents) {
    const url = new URL(seat.url)
    this.#events = events
    this.#frames = new FrameReader((opcode, payload) => this.#take(opcode, payload))
    this.#socket = connect({
      host: url.hostname,
      port: Number(url.port),
      noDelay: true,
      onread: { buffer: memory, callback: bytes => this.#read(memory.subarray(0, bytes)) },
    })
    this.#socket.on('connect', () => this.#socket.write(request(url, seat.headers, this.#key)))
    this.#socket.on('error', error => this.#end(error.message))
    this.#socket.on('close', () => this.#end('the connection ended'))
  }

  send(text: string): void {
    this.#socket.write(clientFrame(text))
  }

  close(): void {
    if (this.#isOpen) this.#socket.end(clientFrame('', OPCODE.close))
    else this.#socket.destroy()
    this.#end('closed here')
  }

  #read(bytes: Buffer): boolean {
    if (this.#isClosed) return true
    try {
      if (this.#isOpen) {
        this.received += bytes.length
        this.#frames.read(bytes)
      } else this.#shake(bytes)
    } catch (error) {
      this.#socket.destroy()
      this.#end(error instanceof Error ? error.message : String(error))
    }
    return true
  }

  #shake(bytes: Buffer): void {
    this.#head += bytes.toString('latin1')
    const end = this.#head.indexOf('\r\n\r\n')
    if (end === -1) return
    const accept = createHash('sha1')
      .update(this.#key + GUID)
      .digest('base64')
    if (!this.#head.startsWith('HTTP/1.1 101') || !this.#head.includes(accept))
      throw new Error(`no WebSocket: ${this.#head.slice(0, 200)}`)
    this.#isOpen = true
    const rest = Buffer.from(this.#head.slice(end + 4), 'latin1')
    this.#events.open()
    if (rest.length > 0) this.#read(rest)
  }

  #take(opcode: number, payload: Buffer): void {
    if (opcode === OPCODE.text) this.#events.text(payload)
    else if (opcode === OPCODE.ping)
      this.#socket.write(clientFrame(payload.toString(), OPCODE.pong))
    else if (opcode === OPCODE.close) {
      const code = payload.length >= 2 ? payload.readUInt16BE(0) : 0
      this.#socket.destroy()
      this.#end(`closed with ${code} ${payload.subarray(2).toString()}`)
    }
  }

  #end(reason: string): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#events.close(reason)
  }
}

function request(url: URL, headers: Record<string, string>, key: string): string {
  const lines = [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}
